package dev.tidemark.ingest.files.emit;

import dev.tidemark.ingest.files.conf.Column;
import dev.tidemark.ingest.files.conf.TableConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of a table's topic.
 *
 * @param key the columns of the key; without them file and position
 * @param row the columns; without a key file and position too
 * @param source where a row comes from
 */
record RowSchemas(Schema key, Schema row, Schema source, Schema envelope) {
  static final String FILE_NAME = "file_name";
  static final String FILE_POSITION = "file_position";

  static RowSchemas of(TableConfig table) {
    Schema row = rowOf(table);
    Schema source = sourceOf();
    Schema envelope =
        SchemaBuilder.struct()
            .name(SchemaNames.of(table.topic(), "Envelope"))
            .field("before", row)
            .field("after", row)
            .field("source", source)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    return new RowSchemas(keyOf(table), row, source, envelope);
  }

  private static Schema keyOf(TableConfig table) {
    SchemaBuilder key = SchemaBuilder.struct().name(SchemaNames.of(table.topic(), "Key"));
    for (String name : table.key()) {
      key.field(name, column(table, name).type().schema(/* optional= */ false));
    }
    if (table.key().isEmpty()) {
      key.field(FILE_NAME, Schema.STRING_SCHEMA).field(FILE_POSITION, Schema.INT64_SCHEMA);
    }
    return key.build();
  }

  private static Schema rowOf(TableConfig table) {
    SchemaBuilder row =
        SchemaBuilder.struct().optional().name(SchemaNames.of(table.topic(), "Value"));
    for (Column column : table.columns()) {
      row.field(column.name(), column.type().schema(!table.key().contains(column.name())));
    }
    if (table.key().isEmpty()) {
      row.field(FILE_NAME, Schema.STRING_SCHEMA).field(FILE_POSITION, Schema.INT64_SCHEMA);
    }
    return row.build();
  }

  private static Schema sourceOf() {
    return SchemaBuilder.struct()
        .name("dev.tidemark.ingest.files.Source")
        .field("version", Schema.STRING_SCHEMA)
        .field("connector", Schema.STRING_SCHEMA)
        .field("name", Schema.STRING_SCHEMA)
        .field("ts_ms", Schema.INT64_SCHEMA)
        .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
        .field("table", Schema.STRING_SCHEMA)
        .field("file", Schema.STRING_SCHEMA)
        .field("position", Schema.INT64_SCHEMA)
        .field("line", Schema.INT64_SCHEMA)
        .build();
  }

  private static Column column(TableConfig table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
