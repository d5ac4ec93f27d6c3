package dev.tidemark.ingest.files.emit;

import dev.tidemark.ingest.files.folder.FoundFile;
import dev.tidemark.ingest.files.state.FileOffset;
import dev.tidemark.ingest.files.state.FileStamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;

/** What becomes of each file, one record a change. */
public final class FileEvents {
  private final String topic;
  private final Clock clock;
  private final Schema schema;

  /** What happened. */
  public enum Kind {
    /** Its first record is about to be read. */
    STARTED,
    /** It stood still, and nothing is left to read. */
    FINISHED,
    /** It had been finished, and has grown. */
    CONTINUED,
    /** What was read of it is no longer what it has; it is left alone. */
    CHANGED,
    /** Nothing can be read behind some place; it is left alone until it is another. */
    BROKEN,
    /** Its fields are others than the columns, or values no longer fit one. */
    DRIFT,
    /** It was read under another name. */
    RENAMED,
    /** It is kept in mind by its content, to be known under another name. */
    IDENTIFIED,
    /** It cannot be opened or read now; it is tried again. */
    UNREADABLE
  }

  public FileEvents(String topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
    this.schema =
        SchemaBuilder.struct()
            .name(SchemaNames.of(topic, "Value"))
            .field("state", Schema.STRING_SCHEMA)
            .field("table", Schema.OPTIONAL_STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("size", Schema.INT64_SCHEMA)
            .field("modified_ms", Schema.INT64_SCHEMA)
            .field("position", Schema.INT64_SCHEMA)
            .field("records", Schema.INT64_SCHEMA)
            .field("bad", Schema.INT64_SCHEMA)
            .field("sha256", Schema.STRING_SCHEMA)
            .field("detail", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();
  }

  public Draft of(Kind kind, String table, FoundFile file, FileOffset offset, String detail) {
    Struct event = common(kind, file.path(), file.stamp(), offset).put("table", table);
    return draft(file.path(), detail.isEmpty() ? event : event.put("detail", detail));
  }

  /** Of the folder, or of one below it. */
  public Draft ofFolder(String folder, String detail) {
    FileStamp none = new FileStamp(0, 0, Optional.empty());
    return draft(
        folder,
        common(Kind.UNREADABLE, folder, none, FileOffset.start(none)).put("detail", detail));
  }

  private Struct common(Kind kind, String path, FileStamp stamp, FileOffset offset) {
    return new Struct(schema)
        .put("state", kind.name().toLowerCase(Locale.ROOT))
        .put("file", path)
        .put("size", stamp.size())
        .put("modified_ms", stamp.modifiedMillis())
        .put("position", offset.position())
        .put("records", offset.records())
        .put("bad", offset.bad())
        .put("sha256", offset.sha256())
        .put("ts_ms", clock.millis());
  }

  private Draft draft(String file, Struct event) {
    return new Draft(topic, Schema.STRING_SCHEMA, file, schema, event, new ConnectHeaders());
  }
}
