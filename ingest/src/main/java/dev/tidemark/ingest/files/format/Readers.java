package dev.tidemark.ingest.files.format;

import dev.tidemark.ingest.files.conf.CsvStyle;
import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.state.FileOffset;
import java.nio.file.Path;
import java.util.Optional;

/** A reader for each format. */
public final class Readers {
  private Readers() {}

  /**
   * Opens nothing yet.
   *
   * @param from how far the file, or the one that it was, is read
   * @param largest record, in bytes
   */
  public static RecordReader of(Path file, TableConfig table, FileOffset from, int largest) {
    return switch (table.format()) {
      case CSV ->
          new LineReader(
              file, from, new CsvParser(table), new Splitter(quoting(table.csv()), largest));
      case JSON_LINES ->
          new LineReader(
              file,
              from,
              new JsonRecords(table, table.charset()),
              new Splitter(Quoting.none(), largest));
      case JSON_ARRAY ->
          new WholeReader(
              new WholeCheck(file, from), () -> JsonElements.open(file, table, largest), from);
      case XML ->
          new WholeReader(
              new WholeCheck(file, from), () -> XmlElements.open(file, table, largest), from);
    };
  }

  private static Quoting quoting(CsvStyle csv) {
    return new Quoting(
        (byte) csv.delimiter(),
        csv.quote().map(quote -> (byte) quote.charValue()).or(Optional::empty));
  }
}
