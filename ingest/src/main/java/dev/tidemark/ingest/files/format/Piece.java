package dev.tidemark.ingest.files.format;

import java.util.Map;

/** What a reader has next. */
public sealed interface Piece {
  /** Where a record begins. */
  record Place(long position, long line) {}

  /**
   * A record.
   *
   * @param values one for each column, null where the file has none: of CSV and XML texts, of JSON
   *     also numbers and booleans; {@link #ABSENT} where the record does not have the field
   * @param extra fields that no column takes, ready to be written as JSON
   * @param raw as the file has it
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one record
  record Row(Object[] values, Map<String, Object> extra, byte[] raw, Place place)
      implements Piece {}

  /**
   * A record that cannot be read; the next one can.
   *
   * @param head its first bytes, or all
   * @param length in bytes, of all of it
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one record
  record Bad(String reason, byte[] head, long length, Place place) implements Piece {}

  /** The file's fields are others than the columns. */
  record Drifted(String change) implements Piece {}

  /** Nothing beyond this place can be read, unless the file is replaced. */
  record Broken(String reason) implements Piece {}

  /** What was read before is no longer what the file begins with. */
  record Changed(String detail) implements Piece {}

  /** Nothing yet: call again. */
  record Pause() implements Piece {}

  /** Nothing left for now. */
  record End() implements Piece {}

  /** In place of a value: the record does not have the field. */
  Object ABSENT = new Object();

  Pause PAUSE = new Pause();
  End END = new End();
}
