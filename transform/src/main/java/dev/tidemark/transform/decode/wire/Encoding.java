package dev.tidemark.transform.decode.wire;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.Conversion;

/** How values lie in a decoded payload: Avro's objects, or JSON's nodes. */
public interface Encoding {
  /** A field of a struct; null if it is null or not there. */
  Object field(Object struct, ConnectType.Field field);

  /** From the encoding's own object to Boolean, Long, Float, Double, String, byte[], Object[]. */
  Conversion plain(ConnectType type);
}
