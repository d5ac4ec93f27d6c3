package dev.tidemark.transform.lane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.name.Lake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The right to write a lane, held by one process at a time. Each holder has a term, greater than
 * every term before; a term is taken by making its file, which only one process can. The holder
 * renews; one that stopped renewing, or whose process is gone from this host, may be followed.
 *
 * <p>The lease keeps two processes apart in ordinary life. What makes a zombie harmless is the term
 * in the transaction id of each of its commits, see {@link TermFence}.
 */
final class Lease {
  static final Duration EXPIRY = Duration.ofSeconds(15);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Others, such as checksums of a file system, are nobody's word. */
  private static final Pattern FILE = Pattern.compile("(\\d{20})[.](.*)");

  private final FileSystem files;
  private final Path folder;
  private final long term;
  private final Clock clock;

  private Lease(FileSystem files, Path folder, long term, Clock clock) {
    this.files = files;
    this.folder = folder;
    this.term = term;
    this.clock = clock;
  }

  /** Who holds a term. */
  record Holder(long term, String host, long pid, Instant started, Instant renewed) {
    /** Followed without waiting if its process is gone from this very host. */
    boolean isGone(String thisHost, Instant now) {
      if (renewed.plus(EXPIRY).isBefore(now)) {
        return true;
      }
      return host.equals(thisHost)
          && ProcessHandle.of(pid)
              .map(process -> !startOf(process).equals(Optional.of(started)))
              .orElse(true);
    }
  }

  /**
   * Takes the lane.
   *
   * @throws LeaseHeldException if another process holds it and is alive
   */
  static Lease take(Lake lake, String lane, Configuration hadoop, Clock clock) throws IOException {
    Path folder = new Path(lake.leases(lane));
    FileSystem files = folder.getFileSystem(hadoop);
    files.mkdirs(folder);
    Optional<Holder> holder = newest(files, folder);
    if (holder.isPresent() && !holder.get().isGone(host(), clock.instant())) {
      throw new LeaseHeldException(lane, holder.get());
    }
    long term = holder.map(Holder::term).orElse(0L) + 1;
    Lease lease = new Lease(files, folder, term, clock);
    if (!lease.putIfAbsent()) {
      throw new LeaseHeldException(lane, newest(files, folder).orElseThrow());
    }
    lease.forgetOlder();
    return lease;
  }

  /** Whether a living process holds the lane. */
  static boolean isHeld(Lake lake, String lane, Configuration hadoop, Clock clock)
      throws IOException {
    Path folder = new Path(lake.leases(lane));
    FileSystem files = folder.getFileSystem(hadoop);
    return files.exists(folder)
        && newest(files, folder).map(h -> !h.isGone(host(), clock.instant())).orElse(false);
  }

  /** Every lane that was ever written, whether conf still has it or not. */
  static List<String> lanes(Lake lake, Configuration hadoop) throws IOException {
    Path folder = new Path(lake.own("leases"));
    return Arrays.stream(folder.getFileSystem(hadoop).listStatus(folder))
        .map(status -> status.getPath().getName())
        .toList();
  }

  long term() {
    return term;
  }

  /** Says that the holder lives. Call it more often than {@link #EXPIRY}. */
  void renew() throws IOException {
    Path next = new Path(folder, name(term) + ".renewing");
    try (OutputStream out = files.create(next, true)) {
      out.write(content());
    }
    Path alive = aliveFile(term);
    files.delete(alive, false);
    files.rename(next, alive);
  }

  /** True if a later term was taken. */
  boolean isFollowed() throws IOException {
    return newest(files, folder).map(holder -> holder.term() > term).orElse(false);
  }

  /** Lets the next process follow at once. */
  void release() throws IOException {
    Path alive = aliveFile(term);
    try (OutputStream out = files.create(alive, true)) {
      out.write(json(clock.instant().minus(EXPIRY).minusSeconds(1)));
    }
  }

  private static Optional<Holder> newest(FileSystem files, Path folder) throws IOException {
    long term =
        Arrays.stream(files.listStatus(folder))
            .map(FileStatus::getPath)
            .map(Path::getName)
            .map(FILE::matcher)
            .filter(name -> name.matches() && name.group(2).equals("json"))
            .mapToLong(name -> Long.parseLong(name.group(1)))
            .max()
            .orElse(0);
    if (term == 0) {
      return Optional.empty();
    }
    Holder taken = read(files, new Path(folder, name(term) + ".json"), term);
    Path alive = new Path(folder, name(term) + ".alive");
    return Optional.of(files.exists(alive) ? read(files, alive, term) : taken);
  }

  /** A file cut short by a crash of its writer speaks of a holder long gone. */
  private static Holder read(FileSystem files, Path file, long term) throws IOException {
    JsonNode node = content(files, file);
    return new Holder(
        term,
        node.path("host").asText(""),
        node.path("pid").asLong(0),
        Instant.parse(node.path("started").asText("1970-01-01T00:00:00Z")),
        Instant.parse(node.path("renewed").asText("1970-01-01T00:00:00Z")));
  }

  private static JsonNode content(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /** Writes the whole file under another name first, so that nobody reads half of it. */
  private boolean putIfAbsent() throws IOException {
    Path written = new Path(folder, name(term) + "." + UUID.randomUUID() + ".taking");
    try (OutputStream out = files.create(written, false)) {
      out.write(content());
    }
    boolean taken = files.rename(written, new Path(folder, name(term) + ".json"));
    if (!taken) {
      files.delete(written, false);
    }
    return taken;
  }

  private void forgetOlder() throws IOException {
    for (FileStatus status : files.listStatus(folder)) {
      Matcher name = FILE.matcher(status.getPath().getName());
      if (name.matches() && Long.parseLong(name.group(1)) < term - 1) {
        files.delete(status.getPath(), false);
      }
    }
  }

  private byte[] content() throws IOException {
    return json(clock.instant());
  }

  private byte[] json(Instant renewed) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return JSON.writeValueAsBytes(
        JSON.createObjectNode()
            .put("term", term)
            .put("host", host())
            .put("pid", self.pid())
            .put("started", startOf(self).orElse(Instant.EPOCH).toString())
            .put("renewed", renewed.toString()));
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private Path aliveFile(long of) {
    return new Path(folder, name(of) + ".alive");
  }

  private static String name(long term) {
    return String.format(Locale.ROOT, "%020d", term);
  }
}
