package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.registry.WriterSchemas;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Columns that connectors carry as structs, in one-column rows. */
final class StructValues {
  private static final String GEOMETRY = "io.debezium.data.geometry.Point";
  private static final String VARIABLE = "io.debezium.data.VariableScaleDecimal";

  private StructValues() {}

  static Object geometryInAvro(byte[] wkb) {
    Schema struct =
        avro(
            GEOMETRY,
            "{\"name\":\"x\",\"type\":\"double\"},{\"name\":\"y\",\"type\":\"double\"},{\"name\":\"wkb\",\"type\":[\"null\",\"bytes\"]},{\"name\":\"srid\",\"type\":[\"null\",\"int\"]}");
    GenericRecord value = new GenericData.Record(struct);
    value.put("x", 1.0);
    value.put("y", 2.0);
    value.put("wkb", ByteBuffer.wrap(wkb));
    return inAvro(struct, value, "binary");
  }

  static Object geometryInJson(byte[] wkb) {
    return inJson(
        GEOMETRY,
        "{\"type\":\"double\",\"field\":\"x\"},{\"type\":\"double\",\"field\":\"y\"},{\"type\":\"bytes\",\"field\":\"wkb\"},{\"type\":\"int32\",\"optional\":true,\"field\":\"srid\"}",
        "{\"x\":1.0,\"y\":2.0,\"wkb\":\"%s\",\"srid\":null}".formatted(base64(wkb)),
        "binary");
  }

  static Object variableScaleDecimalInAvro(BigDecimal number, String target) {
    Schema struct =
        avro(
            VARIABLE,
            "{\"name\":\"scale\",\"type\":\"int\"},{\"name\":\"value\",\"type\":\"bytes\"}");
    GenericRecord value = new GenericData.Record(struct);
    value.put("scale", number.scale());
    value.put("value", ByteBuffer.wrap(number.unscaledValue().toByteArray()));
    return inAvro(struct, value, target);
  }

  static Object variableScaleDecimalInJson(BigDecimal number, String target) {
    return inJson(
        VARIABLE,
        "{\"type\":\"int32\",\"field\":\"scale\"},{\"type\":\"bytes\",\"field\":\"value\"}",
        "{\"scale\":%s,\"value\":\"%s\"}"
            .formatted(number.scale(), base64(number.unscaledValue().toByteArray())),
        target);
  }

  private static Schema avro(String name, String fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"V\",\"connect.name\":\"%s\",\"fields\":[%s]}"
                .formatted(name, fields));
  }

  private static Object inAvro(Schema struct, GenericRecord value, String target) {
    Schema row = Schema.createRecord("Value", null, "s.t", false);
    row.setFields(
        List.of(
            new Schema.Field("id", Schema.create(Schema.Type.LONG)),
            new Schema.Field("c", Schema.createUnion(Schema.create(Schema.Type.NULL), struct))));
    Schema envelope = Schema.createRecord("Envelope", null, "s.t", false);
    envelope.setFields(
        List.of(
            new Schema.Field("after", row),
            new Schema.Field("op", Schema.create(Schema.Type.STRING))));
    GenericRecord after = new GenericData.Record(row);
    after.put("id", 1L);
    after.put("c", value);
    GenericRecord record = new GenericData.Record(envelope);
    record.put("after", after);
    record.put("op", "c");
    return value(Envelopes.framed(1, envelope, record), id -> Optional.of(envelope), target);
  }

  private static Object inJson(String name, String fields, String value, String target) {
    String json =
        """
        {"schema":{"type":"struct","fields":[
          {"type":"struct","field":"after","fields":[
            {"type":"int64","field":"id"},
            {"type":"struct","name":"%s","field":"c","optional":true,"fields":[%s]}]},
          {"type":"string","field":"op"}]},
         "payload":{"after":{"id":1,"c":%s},"op":"c"}}"""
            .formatted(name, fields, value);
    return value(json.getBytes(StandardCharsets.UTF_8), id -> Optional.empty(), target);
  }

  private static Object value(byte[] payload, WriterSchemas schemas, String target) {
    Dataset dataset =
        Things.of(List.of("id"), Things.column("id", "bigint"), Things.column("c", target));
    Decoded decoded = RecordDecoder.of(dataset, schemas).decode(Things.record(null, payload));
    assertThat(decoded).isInstanceOf(Decoded.Applied.class);
    return ((Decoded.Applied) decoded).changes().get(0).row().get(1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
