package dev.tidemark.transform.decode.wire;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.Conversion;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/** Values as Avro's generic reader makes them. */
enum AvroEncoding implements Encoding {
  INSTANCE;

  @Override
  public Object field(Object struct, ConnectType.Field field) {
    return ((IndexedRecord) struct).get(field.position());
  }

  @Override
  public Conversion plain(ConnectType type) {
    return switch (type.kind()) {
      case INT8, INT16, INT32, INT64 -> value -> ((Number) value).longValue();
      case STRING -> Object::toString;
      case BYTES -> AvroEncoding::bytes;
      case STRUCT -> struct(type.fields());
      case LIST -> list(plain(type.element()));
      case BOOLEAN, FLOAT32, FLOAT64, OTHER, UNTYPED -> value -> value;
    };
  }

  private static Conversion list(Conversion element) {
    return list ->
        ((Collection<?>) list)
            .stream().map(value -> value == null ? null : element.of(value)).toArray();
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private Conversion struct(List<ConnectType.Field> fields) {
    List<Conversion> parts = fields.stream().map(field -> plain(field.type())).toList();
    return struct -> {
      Object[] plain = new Object[parts.size()];
      for (int i = 0; i < plain.length; i++) {
        Object part = ((IndexedRecord) struct).get(i);
        plain[i] = part == null ? null : parts.get(i).of(part);
      }
      return plain;
    };
  }
}
