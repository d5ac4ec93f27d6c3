package dev.tidemark.ingest.files.format;

/** What {@link Splitter} cut off. */
sealed interface Cut {
  /** A record, without the end of its line. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one record
  record Whole(byte[] bytes, Piece.Place place) implements Cut {}

  /** What is no record. */
  record Unfit(Piece.Bad bad) implements Cut {}

  /** The stream cannot be read on. */
  record Torn(String reason) implements Cut {}

  /** Call again. */
  record More() implements Cut {}

  /** No whole record is left. */
  record Nothing() implements Cut {}
}
