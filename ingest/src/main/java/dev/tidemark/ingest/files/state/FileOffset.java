package dev.tidemark.ingest.files.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a file is read: its offset in Connect.
 *
 * @param position bytes, unpacked, that the digest covers: of CSV and JSON lines where the next
 *     record begins, of the other formats all there was to read
 * @param records begun or not, bad ones among them, that have been read
 * @param line of the next record, from 1
 * @param size as the folder had it, in bytes
 * @param modifiedMicros as the folder had it, since 1970
 * @param sha256 in hex, of the bytes up to position
 * @param done whether it stood still with nothing left to read
 * @param inode as the file system names it, if it does
 * @param reported the stamp with which it was found broken or changed, if it was
 */
public record FileOffset(
    long position,
    long records,
    long bad,
    long line,
    long size,
    long modifiedMicros,
    String sha256,
    boolean done,
    Optional<String> inode,
    Optional<String> reported) {
  /** SHA-256 of nothing. */
  public static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** Of a file that nothing was read of. */
  public static FileOffset start(FileStamp stamp) {
    return new FileOffset(
        0,
        0,
        0,
        1,
        stamp.size(),
        stamp.modifiedMicros(),
        NOTHING,
        false,
        stamp.inode(),
        Optional.empty());
  }

  public static Optional<FileOffset> from(Map<String, ?> offset) {
    if (offset == null || !(offset.get("position") instanceof Number)) {
      return Optional.empty();
    }
    return Optional.of(
        new FileOffset(
            number(offset, "position"),
            number(offset, "records"),
            number(offset, "bad"),
            Math.max(1, number(offset, "line")),
            number(offset, "size"),
            number(offset, "mtime_us"),
            text(offset, "sha256").orElse(NOTHING),
            Boolean.TRUE.equals(offset.get("done")),
            text(offset, "inode"),
            text(offset, "reported")));
  }

  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("position", position);
    map.put("records", records);
    map.put("bad", bad);
    map.put("line", line);
    map.put("size", size);
    map.put("mtime_us", modifiedMicros);
    map.put("sha256", sha256);
    map.put("done", done);
    inode.ifPresent(value -> map.put("inode", value));
    reported.ifPresent(value -> map.put("reported", value));
    return map;
  }

  /** The same progress in a file that the folder shows like this. */
  public FileOffset in(FileStamp stamp) {
    return new FileOffset(
        position,
        records,
        bad,
        line,
        stamp.size(),
        stamp.modifiedMicros(),
        sha256,
        done,
        stamp.inode(),
        Optional.empty());
  }

  public FileOffset read(Progress progress) {
    return new FileOffset(
        progress.position(),
        progress.records(),
        bad,
        progress.line(),
        size,
        modifiedMicros,
        progress.sha256(),
        false,
        inode,
        reported);
  }

  public FileOffset withBad(long more) {
    return new FileOffset(
        position, records, bad + more, line, size, modifiedMicros, sha256, done, inode, reported);
  }

  public FileOffset finished() {
    return new FileOffset(
        position, records, bad, line, size, modifiedMicros, sha256, true, inode, Optional.empty());
  }

  /** Nothing more is read of it while it has this stamp. */
  public FileOffset reported(FileStamp stamp) {
    return new FileOffset(
        position,
        records,
        bad,
        line,
        size,
        modifiedMicros,
        sha256,
        done,
        inode,
        Optional.of(stamp.text()));
  }

  /** Whether there is nothing to do while the file has this stamp. */
  public boolean isSettled(FileStamp stamp) {
    boolean same = size == stamp.size() && modifiedMicros == stamp.modifiedMicros();
    return reported.map(stamp.text()::equals).orElse(done && same);
  }

  private static long number(Map<String, ?> offset, String name) {
    return offset.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static Optional<String> text(Map<String, ?> offset, String name) {
    return offset.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
