package dev.tidemark.ingest.files.emit;

import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.format.Piece;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Records that are no rows, with the reason and as the file has them. */
public final class DeadLetters {
  private final String topic;
  private final Schema schema;

  public DeadLetters(String topic) {
    this.topic = topic;
    this.schema =
        SchemaBuilder.struct()
            .name(SchemaNames.of(topic, "Value"))
            .field("table", Schema.STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("position", Schema.INT64_SCHEMA)
            .field("line", Schema.INT64_SCHEMA)
            .field("length", Schema.INT64_SCHEMA)
            .field("reason", Schema.STRING_SCHEMA)
            .field("raw", Schema.BYTES_SCHEMA)
            .build();
  }

  public Draft of(FoundFile file, String table, Piece.Bad bad) {
    Struct letter =
        new Struct(schema)
            .put("table", table)
            .put("file", file.path())
            .put("position", bad.place().position())
            .put("line", bad.place().line())
            .put("length", bad.length())
            .put("reason", bad.reason())
            .put("raw", bad.head());
    return new Draft(
        topic, Schema.STRING_SCHEMA, file.path(), schema, letter, new ConnectHeaders());
  }
}
