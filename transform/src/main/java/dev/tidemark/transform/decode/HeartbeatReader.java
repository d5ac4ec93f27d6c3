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

/** Reads the connector's clock from its heartbeats, in Avro or JSON. */
public final class HeartbeatReader {
  private final Payloads<Beat> values;

  /** Where heartbeats of one schema have the time. */
  private record Beat(Optional<ConnectType.Field> millis, Encoding encoding) {
    Optional<Instant> clock(Object struct) {
      return millis
          .flatMap(
              field ->
                  Optional.ofNullable(encoding.field(struct, field))
                      .map(raw -> encoding.plain(field.type()).of(raw)))
          .filter(Long.class::isInstance)
          .map(ms -> Instant.ofEpochMilli((Long) ms));
    }
  }

  public HeartbeatReader(WriterSchemas schemas) {
    requireNonNull(schemas, "schemas is null");
    this.values =
        new Payloads<>(
            "value", schemas, (type, encoding) -> new Beat(type.field("ts_ms"), encoding));
  }

  /** Empty if the record is no heartbeat, or its schema is not known. */
  public Optional<Instant> clock(KafkaRecord heartbeat) {
    if (heartbeat.value() == null) {
      return Optional.empty();
    }
    try {
      Payload<Beat> payload = values.read(heartbeat.value());
      return payload.plan().clock(payload.struct());
    } catch (RefusedException | UnfitException e) {
      return Optional.empty();
    }
  }
}
