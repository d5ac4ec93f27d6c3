package dev.tidemark.ingest.files.emit;

import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;

/** Up to when a task has read all of its files; the whole source is as far as its last task. */
public final class Heartbeats {
  private static final Schema KEY =
      SchemaBuilder.struct()
          .name("dev.tidemark.ingest.files.HeartbeatKey")
          .field("task", Schema.INT32_SCHEMA)
          .build();
  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name("dev.tidemark.ingest.files.Heartbeat")
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("task", Schema.INT32_SCHEMA)
          .field("tasks", Schema.INT32_SCHEMA)
          .build();

  private final String topic;
  private final int task;
  private final int tasks;

  public Heartbeats(String topic, int task, int tasks) {
    this.topic = topic;
    this.task = task;
    this.tasks = tasks;
  }

  /**
   * @param through files that stood still at this time are read
   */
  public Draft of(Instant through) {
    Struct value =
        new Struct(VALUE)
            .put("ts_ms", through.toEpochMilli())
            .put("task", task)
            .put("tasks", tasks);
    return new Draft(
        topic, KEY, new Struct(KEY).put("task", task), VALUE, value, new ConnectHeaders());
  }
}
