package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.UnfitException;
import dev.tidemark.transform.decode.wire.Encoding;
import dev.tidemark.transform.decode.wire.Payload;
import dev.tidemark.transform.decode.wire.Payloads;
import dev.tidemark.transform.decode.wire.RefusedException;
import dev.tidemark.transform.registry.WriterSchemas;
import java.time.Instant;
import java.util.Optional;

/** Reads heartbeats of connectors, in Avro or JSON. */
public final class HeartbeatReader {
  private final Payloads<Fields> values;

  /** Where heartbeats of one schema have what they tell; Debezium's tell the time alone. */
  private record Fields(ConnectType type, Encoding encoding) {
    Optional<Heartbeat> heartbeat(Object struct) {
      return number(struct, "ts_ms")
          .map(
              ms ->
                  new Heartbeat(
                      Instant.ofEpochMilli(ms),
                      number(struct, "task").map(Long::intValue).orElse(0),
                      number(struct, "tasks").map(Long::intValue).orElse(1)));
    }

    private Optional<Long> number(Object struct, String name) {
      return type.field(name)
          .flatMap(
              field ->
                  Optional.ofNullable(encoding.field(struct, field))
                      .map(raw -> encoding.plain(field.type()).of(raw)))
          .filter(Number.class::isInstance)
          .map(number -> ((Number) number).longValue());
    }
  }

  public HeartbeatReader(WriterSchemas schemas) {
    requireNonNull(schemas, "schemas is null");
    this.values = new Payloads<>("value", schemas, Fields::new);
  }

  /** Empty if the record is no heartbeat, or its schema is not known. */
  public Optional<Heartbeat> read(KafkaRecord heartbeat) {
    if (heartbeat.value() == null) {
      return Optional.empty();
    }
    try {
      Payload<Fields> payload = values.read(heartbeat.value());
      return payload.plan().heartbeat(payload.struct());
    } catch (RefusedException | UnfitException e) {
      return Optional.empty();
    }
  }
}
