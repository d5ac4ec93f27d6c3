package dev.tidemark.ingest.files.emit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.files.conf.Column;
import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.format.Piece;
import dev.tidemark.ingest.files.value.UnfitValueException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** Rows of one table, as silver reads those of databases. */
public final class Rows {
  /** Header with the fields that no column takes, as a JSON object. */
  public static final String EXTRA = "tidemark.extra";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String sourceName;
  private final String version;
  private final TableConfig table;
  private final RowSchemas schemas;
  private final Clock clock;

  public Rows(String sourceName, String version, TableConfig table, Clock clock) {
    this.sourceName = sourceName;
    this.version = version;
    this.table = table;
    this.schemas = RowSchemas.of(table);
    this.clock = clock;
  }

  public Draft of(FoundFile file, Piece.Row row) throws UnfitRowException {
    Struct after = after(file, row);
    Struct envelope =
        new Struct(schemas.envelope())
            .put("after", after)
            .put("source", source(file, row.place(), after))
            .put("op", "c")
            .put("ts_ms", clock.millis());
    return new Draft(
        table.topic(), schemas.key(), key(after), schemas.envelope(), envelope, headers(file, row));
  }

  private Struct after(FoundFile file, Piece.Row row) throws UnfitRowException {
    Struct after = new Struct(schemas.row());
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      Object raw = row.values()[i];
      Object value = value(column, i, raw == Piece.ABSENT ? null : raw);
      if (value == null && table.key().contains(column.name())) {
        throw new UnfitRowException(
            column.name(),
            raw == Piece.ABSENT
                ? "the record does not have it, and it is of the key"
                : "null, and it is of the key");
      }
      after.put(column.name(), value);
    }
    if (table.key().isEmpty()) {
      after.put(RowSchemas.FILE_NAME, file.path());
      after.put(RowSchemas.FILE_POSITION, row.place().position());
    }
    return after;
  }

  private Object value(Column column, int index, Object raw) throws UnfitRowException {
    try {
      return table.readers().get(index).of(raw);
    } catch (UnfitValueException e) {
      throw new UnfitRowException(column.name(), e.getMessage());
    }
  }

  private Struct key(Struct after) {
    Struct key = new Struct(schemas.key());
    schemas.key().fields().forEach(field -> key.put(field, after.get(field.name())));
    return key;
  }

  private Struct source(FoundFile file, Piece.Place place, Struct after) {
    return new Struct(schemas.source())
        .put("version", version)
        .put("connector", "files")
        .put("name", sourceName)
        .put("ts_ms", eventMillis(file, after))
        .put("snapshot", "false")
        .put("table", table.name())
        .put("file", file.path())
        .put("position", place.position())
        .put("line", place.line());
  }

  private long eventMillis(FoundFile file, Struct after) {
    return table
        .eventTime()
        .map(after::getString)
        .map(text -> Instant.parse(text).toEpochMilli())
        .orElseGet(() -> file.stamp().modifiedMillis());
  }

  private static Headers headers(FoundFile file, Piece.Row row) {
    Headers headers = new ConnectHeaders();
    headers.add("file", new SchemaAndValue(Schema.STRING_SCHEMA, file.path()));
    headers.add("position", new SchemaAndValue(Schema.INT64_SCHEMA, row.place().position()));
    if (!row.extra().isEmpty()) {
      headers.add(EXTRA, new SchemaAndValue(Schema.STRING_SCHEMA, json(row.extra())));
    }
    return headers;
  }

  private static String json(Map<String, Object> extra) {
    try {
      return JSON.writeValueAsString(extra);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and JSON are always JSON", e);
    }
  }
}
