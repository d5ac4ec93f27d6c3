package dev.tidemark.ingest.infer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.format.Piece;
import dev.tidemark.ingest.files.format.Readers;
import dev.tidemark.ingest.files.format.RecordReader;
import dev.tidemark.ingest.files.format.RecordReader.Growth;
import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first records of a file, read as the connector would read them.
 *
 * @param records values by field, in the order of the file: texts, and of JSON numbers and booleans
 * @param bad why records could not be read, with their lines
 */
public record Sample(List<Map<String, Object>> records, List<String> bad) {
  /** The field of the one column that the table is read with; no file has it. */
  static final String NO_FIELD = "\u0000";

  /** Name of the first field of a file without a header. */
  static final String FIRST = "field 1";

  /**
   * @param table with one column, of the field {@link #NO_FIELD}
   * @param most records that are read
   * @throws IOException if the file cannot be read, or is broken before its first record
   */
  public static Sample of(Path file, TableConfig table, int largest, int most) throws IOException {
    List<Map<String, Object>> records = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    FileStamp stamp =
        new FileStamp(
            Files.size(file), Files.getLastModifiedTime(file).toMillis() * 1_000, Optional.empty());
    try (RecordReader reader = Readers.of(file, table, FileOffset.start(stamp), largest)) {
      while (records.size() < most) {
        Piece piece = reader.next(Growth.OVER);
        if (piece instanceof Piece.Row row) {
          records.add(fields(row));
        } else if (piece instanceof Piece.Bad unread) {
          bad.add("line %s: %s".formatted(unread.place().line(), unread.reason()));
        } else if (piece instanceof Piece.Broken broken) {
          bad.add(broken.reason());
          break;
        } else if (piece instanceof Piece.End) {
          break;
        }
      }
    }
    return new Sample(records, bad);
  }

  private static Map<String, Object> fields(Piece.Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (row.values()[0] != Piece.ABSENT) { // no header: the only column takes the first field
      fields.put(FIRST, row.values()[0]);
    }
    row.extra().forEach((name, value) -> fields.put(name, plain(value)));
    return fields;
  }

  private static Object plain(Object value) {
    if (!(value instanceof JsonNode node)) {
      return value;
    }
    return switch (node.getNodeType()) {
      case NULL, MISSING -> null;
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.decimalValue();
      case STRING -> node.textValue();
      default -> node.toString();
    };
  }
}
