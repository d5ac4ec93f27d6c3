package dev.tidemark.transform.decode.wire;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.registry.WriterSchemas;
import java.util.function.BiFunction;

/**
 * Decodes keys or values, each by its own encoding and schema. What is worked out for a schema is
 * kept, so that a record costs no walk through it. Safe for several threads.
 *
 * @param <P> what the caller works out for a schema
 */
public final class Payloads<P> {
  private final String side;
  private final AvroPayloads<P> avro;
  private final JsonPayloads<P> json;

  /**
   * @param side {@code key} or {@code value}, for messages
   */
  public Payloads(
      String side, WriterSchemas schemas, BiFunction<ConnectType, Encoding, P> resolve) {
    this.side = side;
    this.avro = new AvroPayloads<>(schemas, type -> resolve.apply(type, AvroEncoding.INSTANCE));
    this.json = new JsonPayloads<>(type -> resolve.apply(type, JsonEncoding.INSTANCE));
  }

  /**
   * @throws RefusedException if the bytes cannot be decoded
   */
  public Payload<P> read(byte[] bytes) {
    int first = firstByte(bytes);
    if (first == 0) {
      return avro.read(bytes);
    }
    if (first == '{') {
      return json.read(bytes);
    }
    throw new RefusedException(
        Reason.BAD_MAGIC_BYTE,
        first < 0
            ? "the %s is empty".formatted(side)
            : "the %s begins with byte %s, and neither with 0 (Avro with a schema id) nor with { (JSON); is the connector's converter the one that 'ingest apply' sets?"
                .formatted(side, first));
  }

  /** Past white space; -1 if there is none. */
  private static int firstByte(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return each & 0xff;
      }
    }
    return -1;
  }
}
