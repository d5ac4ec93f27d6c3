package dev.tidemark.transform.decode.wire;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.registry.WriterSchemas;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/** Avro behind a schema id, each record by the schema it was written with. */
final class AvroPayloads<P> {
  // a model without logical types: conversions are ours, by Connect's names
  private static final GenericData MODEL = new GenericData();

  static {
    MODEL.setFastReaderEnabled(true);
  }

  private final WriterSchemas schemas;
  private final Function<ConnectType, P> resolve;
  private final Map<Integer, Known<P>> known = new ConcurrentHashMap<>();

  private record Known<P>(GenericDatumReader<Object> reader, P plan) {}

  AvroPayloads(WriterSchemas schemas, Function<ConnectType, P> resolve) {
    this.schemas = schemas;
    this.resolve = resolve;
  }

  Payload<P> read(byte[] bytes) {
    OptionalInt id = WriterSchemas.idOf(bytes);
    if (id.isEmpty()) {
      throw new RefusedException(
          Reason.UNDECODABLE,
          "%s bytes are too few for a schema id and a record".formatted(bytes.length));
    }
    Known<P> schema = known.get(id.getAsInt());
    if (schema == null) {
      schema = resolved(id.getAsInt());
    }
    return new Payload<>(schema.plan(), decoded(id.getAsInt(), schema.reader(), bytes));
  }

  private Known<P> resolved(int id) {
    Schema schema =
        schemas
            .byId(id)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Reason.UNKNOWN_SCHEMA_ID,
                        "no schema of id %s is known: the registry has none, or conf/tidemark.yaml names no registry"
                            .formatted(id)));
    Known<P> made =
        new Known<>(
            new GenericDatumReader<>(schema, schema, MODEL), resolve.apply(AvroTypes.of(schema)));
    known.put(id, made);
    return made;
  }

  private static Object decoded(int id, GenericDatumReader<Object> reader, byte[] bytes) {
    try {
      BytesDecoder decoder = new BytesDecoder(bytes, WriterSchemas.HEADER_BYTES);
      Object value = reader.read(null, decoder);
      if (decoder.left() > 0) {
        throw undecodable(id, "%s bytes are left over".formatted(decoder.left()));
      }
      return value;
    } catch (RefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro's reader throws whatever broken bytes lead it into
      throw undecodable(id, e.getClass().getSimpleName());
    }
  }

  private static RefusedException undecodable(int id, String why) {
    return new RefusedException(
        Reason.UNDECODABLE, "the bytes are not a record of schema id %s (%s)".formatted(id, why));
  }
}
