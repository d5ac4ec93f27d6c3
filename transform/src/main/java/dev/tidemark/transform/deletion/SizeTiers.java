package dev.tidemark.transform.deletion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which files become one: {@value #FAN} of about one size in one partition. Each merge makes a file
 * of the next size, so a row is written anew as often as there are sizes, however long the table
 * lives. {@value #TIRED} files of which a quarter of the rows is gone become one too: whoever scans
 * the table reads those rows. Large files stay as they are; a partition has a few dozen smaller
 * ones at the most. A partition that nobody has written to for an hour becomes as few files as it
 * can.
 *
 * <p>While large batches come in, which is when a lane works off a backlog, much is left for later,
 * see {@link #largeInBulk}.
 */
final class SizeTiers {
  static final int FAN = 16;

  /** Files below this are of one size. */
  static final long SMALL = 128L << 10;

  /** Files from this on stay as they are, however large the table is. */
  static final long LARGE = 32L << 20;

  /** A table of files that are just large enough has so many, unless it is very small or large. */
  static final long FILES = 512;

  /** Files below this do not stay, however small the table is. */
  static final long LEAST = SMALL * FAN;

  /** A commit that adds a file of this size is one of many rows. */
  static final long BULK = 1L << 20;

  /** So many files of this kind become one. */
  static final int TIRED = 4;

  /** A merge reads no more than this. */
  static final long MOST_BYTES = 64L << 20;

  static final long COLD_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final Comparator<LiveFile> AGE =
      Comparator.comparing((LiveFile file) -> file.add().getModificationTime())
          .thenComparing(LiveFile::name);

  private SizeTiers() {}

  /**
   * From how many bytes on a file stays as it is while large batches come in: a small table's files
   * are not rewritten then, and rows that are gone stay in them.
   */
  static long largeInBulk(long tableBytes) {
    return Math.max(LEAST, Math.min(LARGE, tableBytes / FILES));
  }

  /** In the order in which they were written; the smallest of the sizes that have enough. */
  static Optional<List<LiveFile>> choose(Collection<LiveFile> files, long nowMillis) {
    boolean bulk =
        files.stream().max(AGE).filter(newest -> newest.add().getSize() >= BULK).isPresent();
    long large = bulk ? largeInBulk(files.stream().mapToLong(LiveFile::liveBytes).sum()) : LARGE;
    Map<Map<String, String>, List<LiveFile>> partitions =
        files.stream().collect(Collectors.groupingBy(LiveFile::partition));
    for (List<LiveFile> partition : partitions.values()) {
      Optional<List<LiveFile>> chosen =
          alike(partition, large)
              .or(() -> bulk ? Optional.empty() : tired(partition))
              .or(() -> cold(partition, nowMillis));
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return Optional.empty();
  }

  private static Optional<List<LiveFile>> alike(List<LiveFile> files, long large) {
    Map<Integer, List<LiveFile>> bySize =
        files.stream()
            .filter(file -> file.liveBytes() < large)
            .collect(
                Collectors.groupingBy(
                    file -> tier(file.liveBytes()), TreeMap::new, Collectors.toList()));
    return bySize.values().stream()
        .filter(alike -> alike.size() >= FAN)
        .findFirst()
        .map(SizeTiers::some);
  }

  /** A large one alone, or some of the others. */
  private static Optional<List<LiveFile>> tired(List<LiveFile> files) {
    List<LiveFile> tired = files.stream().filter(SizeTiers::isTired).toList();
    Optional<LiveFile> large = tired.stream().filter(file -> file.liveBytes() >= LARGE).min(AGE);
    if (large.isPresent()) {
      return large.map(List::of);
    }
    return tired.size() >= TIRED ? Optional.of(some(tired)) : Optional.empty();
  }

  /** Small files are soon merged as they are. */
  private static boolean isTired(LiveFile file) {
    return file.add().getSize() >= SMALL && file.gone().getLongCardinality() * 4 >= file.rows();
  }

  private static Optional<List<LiveFile>> cold(List<LiveFile> files, long nowMillis) {
    List<LiveFile> small = files.stream().filter(file -> file.liveBytes() < LARGE).toList();
    boolean cold =
        small.size() > 1
            && small.stream()
                .allMatch(file -> file.add().getModificationTime() < nowMillis - COLD_MILLIS);
    return cold ? Optional.of(some(small)) : Optional.empty();
  }

  /** The oldest, two at least. */
  private static List<LiveFile> some(List<LiveFile> files) {
    List<LiveFile> chosen = new ArrayList<>();
    long bytes = 0;
    for (LiveFile file : files.stream().sorted(AGE).toList()) {
      bytes += file.liveBytes();
      if (chosen.size() >= 2 && bytes > MOST_BYTES) {
        break;
      }
      chosen.add(file);
    }
    return chosen;
  }

  static int tier(long bytes) {
    int tier = 0;
    for (long limit = SMALL; bytes >= limit; limit *= FAN) {
      tier++;
    }
    return tier;
  }
}
