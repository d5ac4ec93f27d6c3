package dev.tidemark.ingest.files.emit;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/** A record that lacks its offset. */
public record Draft(
    String topic, Schema keySchema, Object key, Schema valueSchema, Object value, Headers headers) {

  public SourceRecord record(Map<String, ?> partition, Map<String, ?> offset) {
    return new SourceRecord(
        partition, offset, topic, null, keySchema, key, valueSchema, value, null, headers);
  }
}
