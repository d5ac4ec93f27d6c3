package dev.tidemark.ingest.files.format;

import java.util.List;

/** The fields of a record that {@link Splitter} cut off. */
interface LineParser {
  /** Whether the first record names the fields. */
  boolean hasHeader();

  /**
   * Takes the names of the fields.
   *
   * @return how they differ from the columns
   */
  List<Piece.Drifted> header(byte[] record) throws BadRecordException;

  Piece.Row row(byte[] record, Piece.Place place) throws BadRecordException;
}
