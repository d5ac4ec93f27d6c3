package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.registry.WriterSchemas;
import java.time.Instant;
import java.util.Optional;

/** Reads the connector's clock from its heartbeats, in Avro or JSON. */
public final class HeartbeatReader {
  public HeartbeatReader(WriterSchemas schemas) {
    requireNonNull(schemas, "schemas is null");
  }

  /** Empty if the record is no heartbeat. */
  @SuppressWarnings("DoNotCallSuggester") // its body follows
  public Optional<Instant> clock(KafkaRecord heartbeat) {
    throw new UnsupportedOperationException("follows");
  }
}
