package dev.tidemark.transform.registry;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** The schemas that records were written with, by the id that each record carries. */
public interface WriterSchemas {
  /** Bytes before the Avro body: a zero, then the id in four bytes, highest first. */
  int HEADER_BYTES = 5;

  /** Empty if nobody knows a schema of this id. */
  Optional<Schema> byId(int id);

  /** Empty if the payload is null, shorter than the header, or does not begin with a zero byte. */
  static OptionalInt idOf(byte[] payload) {
    if (payload == null || payload.length < HEADER_BYTES || payload[0] != 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt());
  }
}
