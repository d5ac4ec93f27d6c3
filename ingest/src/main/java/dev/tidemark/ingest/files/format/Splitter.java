package dev.tidemark.ingest.files.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts bytes into records at the ends of lines that do not stand within quotes. Holds at most one
 * largest record and a buffer; digests what it has passed.
 */
final class Splitter {
  static final int HEAD = 4_096;
  private static final int CHUNK = 65_536;
  private static final long STEP = 16 * 1_048_576L;
  private static final int TAIL = 4_096;
  private static final byte[] NONE = {};
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final String QUOTE =
      "broken quoting: text stands behind a closing quote; double the quotes within a field";
  private static final String UNCLOSED =
      "broken quoting: a quote is opened and not closed by the file's end";

  private final Quoting quoting;
  private final int largest;
  private InputStream in = InputStream.nullInputStream();
  private byte[] buffer = new byte[CHUNK];
  private int start;
  private int end;
  private long position;
  private long line = 1;
  private RunningDigest digest = RunningDigest.start();
  private byte[] tail = NONE;
  private Giant giant;
  private String torn;

  /** A record too large to be held, while it is passed. */
  private static final class Giant {
    final byte[] head;
    final RunningDigest ahead;
    long length;

    Giant(byte[] head, RunningDigest ahead) {
      this.head = head;
      this.ahead = ahead;
    }
  }

  /** Reads nothing before it is resumed. */
  Splitter(Quoting quoting, int largest) {
    this.quoting = quoting;
    this.largest = largest;
  }

  long position() {
    return position;
  }

  long line() {
    return line;
  }

  String sha256() {
    return digest.hex();
  }

  Cut next(RecordReader.Growth growth) throws IOException {
    if (giant != null) {
      return pass(growth);
    }
    if (position == 0) {
      passMark();
    }
    int length = 0;
    int firstLine = 0; // length of the first line, once it is seen to go on
    Quoting.State state = Quoting.State.FIELD_START;
    while (true) {
      if (start + length == end) {
        if (length > largest) {
          return oversized(firstLine, growth);
        }
        if (!fill()) {
          return atEnd(length, firstLine, state, growth);
        }
      }
      byte next = buffer[start + length++];
      if (next == '\n' && state != Quoting.State.QUOTED) {
        return state == Quoting.State.BROKEN ? unfit(length, QUOTE) : whole(length);
      }
      if (next == '\n' && firstLine == 0) {
        firstLine = length;
      }
      state = quoting.after(state, next);
      if (state == Quoting.State.BROKEN && firstLine > 0) {
        return unfit(firstLine, QUOTE);
      }
    }
  }

  /** Takes up another stream, which begins at the position. */
  void resume(InputStream again) {
    this.in = again;
    buffer = Arrays.copyOf(tail, CHUNK);
    start = tail.length;
    end = tail.length;
    giant = null;
    torn = null;
  }

  /** Gives the buffer back, to be resumed later. */
  void suspend() {
    tail = giant == null ? Arrays.copyOfRange(buffer, start - Math.min(start, TAIL), start) : NONE;
    buffer = NONE;
    in = InputStream.nullInputStream();
    giant = null;
  }

  /** The last bytes before the position, as they were when it was suspended. */
  byte[] tail() {
    return tail.clone();
  }

  /**
   * Passes bytes up to a position, a bounded number of them.
   *
   * @return false if there are no more before it
   */
  boolean passTo(long target) throws IOException {
    long most = position + STEP;
    while (position < Math.min(target, most)) {
      if (start == end && !fill()) {
        return false;
      }
      consume((int) Math.min(end - start, target - position));
    }
    return true;
  }

  private void passMark() throws IOException {
    while (end - start < MARK.length && fill()) {}
    boolean marked =
        end - start >= MARK.length
            && Arrays.equals(buffer, start, start + MARK.length, MARK, 0, MARK.length);
    if (marked) {
      consume(MARK.length);
    }
  }

  private Cut atEnd(int length, int firstLine, Quoting.State state, RecordReader.Growth growth) {
    if (torn != null) {
      return new Cut.Torn(torn);
    }
    if (length == 0 || growth == RecordReader.Growth.POSSIBLE) {
      return new Cut.Nothing();
    }
    return switch (state) {
      case QUOTED -> unfit(firstLine > 0 ? firstLine : length, UNCLOSED);
      case BROKEN -> unfit(length, QUOTE);
      default -> whole(length);
    };
  }

  private Cut oversized(int firstLine, RecordReader.Growth growth) throws IOException {
    if (firstLine > 0) {
      return unfit(
          firstLine,
          "broken quoting: a quote is opened and not closed within %s bytes (record.max-bytes)"
              .formatted(largest));
    }
    giant =
        new Giant(Arrays.copyOfRange(buffer, start, Math.min(end, start + HEAD)), digest.copy());
    return pass(growth);
  }

  /** Runs over a giant to the end of its line, so far as one call may. */
  private Cut pass(RecordReader.Growth growth) throws IOException {
    long most = giant.length + STEP;
    while (giant.length < most) {
      if (start == end && !fill()) {
        return giantAtEnd(growth);
      }
      int stop = start;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      boolean found = stop < end;
      int passed = stop - start + (found ? 1 : 0);
      giant.ahead.add(buffer, start, passed);
      giant.length += passed;
      start += passed;
      if (found) {
        return passed(1);
      }
    }
    return new Cut.More();
  }

  private Cut giantAtEnd(RecordReader.Growth growth) {
    if (torn != null) {
      return new Cut.Torn(torn);
    }
    return growth == RecordReader.Growth.POSSIBLE ? new Cut.Nothing() : passed(0);
  }

  private Cut passed(int newline) {
    Piece.Bad bad =
        new Piece.Bad(
            tooLarge(giant.length - newline, largest), giant.head, giant.length - newline, place());
    digest = giant.ahead;
    position += giant.length;
    line += newline;
    giant = null;
    return new Cut.Unfit(bad);
  }

  static String tooLarge(long length, int largest) {
    return "record of %s bytes, more than the %s of record.max-bytes".formatted(length, largest);
  }

  private Cut whole(int length) {
    int bare = bare(length);
    if (bare > largest) {
      return unfit(length, tooLarge(bare, largest));
    }
    Cut cut = new Cut.Whole(Arrays.copyOfRange(buffer, start, start + bare), place());
    consume(length);
    return cut;
  }

  private Cut unfit(int length, String reason) {
    int bare = bare(length);
    byte[] head =
        Arrays.copyOfRange(buffer, start, start + (bare > largest ? Math.min(HEAD, bare) : bare));
    Piece.Bad bad = new Piece.Bad(reason, head, bare, place());
    consume(length);
    return new Cut.Unfit(bad);
  }

  /** Without the line's end. */
  private int bare(int length) {
    int bare = length;
    if (bare > 0 && buffer[start + bare - 1] == '\n') {
      bare--;
    }
    if (bare > 0 && buffer[start + bare - 1] == '\r') {
      bare--;
    }
    return bare;
  }

  private Piece.Place place() {
    return new Piece.Place(position, line);
  }

  private void consume(int length) {
    digest.add(buffer, start, length);
    for (int i = start; i < start + length; i++) {
      if (buffer[i] == '\n') {
        line++;
      }
    }
    start += length;
    position += length;
  }

  private boolean fill() throws IOException {
    if (torn != null) {
      return false;
    }
    makeRoom();
    try {
      int read = in.read(buffer, end, buffer.length - end);
      end += Math.max(0, read);
      return read > 0;
    } catch (IOException e) {
      torn = Content.torn(e).orElseThrow(() -> e);
      return false;
    }
  }

  /** Leaves the last of what was consumed where it is, for {@link #tail}. */
  private void makeRoom() {
    if (end < buffer.length) {
      return;
    }
    int kept = Math.min(start, TAIL);
    int held = kept + end - start;
    boolean enough = held + CHUNK / 2 <= buffer.length;
    byte[] roomier = enough ? buffer : new byte[Math.max(CHUNK, 2 * buffer.length)];
    System.arraycopy(buffer, start - kept, roomier, 0, held);
    buffer = roomier;
    start = kept;
    end = held;
  }
}
