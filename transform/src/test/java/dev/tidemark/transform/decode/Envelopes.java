package dev.tidemark.transform.decode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.transform.registry.WriterSchemas;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Debezium's envelopes of one table, as the converters write them. */
final class Envelopes implements WriterSchemas {
  static final int VALUE_ID = 258;
  static final int KEY_ID = 7;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<ConnectColumn> SOURCE =
      List.of(
          ConnectColumn.of("connector", "string"),
          ConnectColumn.of("ts_ms", "int64"),
          new ConnectColumn(
              "snapshot",
              "string",
              "io.debezium.data.Enum",
              Map.of("allowed", "true,first,last,false,incremental")));

  private final List<ConnectColumn> columns;
  private final Schema envelope;
  private final Schema key;
  private Map<String, Object> source =
      Map.of("connector", "mariadb", "ts_ms", 1_700_000_000_123L, "snapshot", "false");

  Envelopes(List<ConnectColumn> columns) {
    this.columns = columns;
    this.key =
        new Schema.Parser()
            .parse(record("Key", columns.subList(0, 1)).put("namespace", "s.t").toString());
    this.envelope = new Schema.Parser().parse(avroEnvelope().toString());
  }

  Envelopes source(long millis, String snapshot) {
    source = Map.of("connector", "mariadb", "ts_ms", millis, "snapshot", snapshot);
    return this;
  }

  @Override
  public Optional<Schema> byId(int id) {
    return switch (id) {
      case VALUE_ID -> Optional.of(envelope);
      case KEY_ID -> Optional.of(key);
      default -> Optional.empty();
    };
  }

  byte[] avro(String op, Map<String, Object> before, Map<String, Object> after) {
    GenericRecord record = new GenericData.Record(envelope);
    record.put("before", row(before));
    record.put("after", row(after));
    record.put("source", filled(envelope.getField("source").schema(), SOURCE, source));
    record.put("op", op);
    return framed(VALUE_ID, envelope, record);
  }

  byte[] avroKey(Map<String, Object> values) {
    return framed(KEY_ID, key, filled(key, columns.subList(0, 1), values));
  }

  /** With its schema. */
  byte[] json(String op, Map<String, Object> before, Map<String, Object> after) {
    return bytes(wrapped(jsonEnvelope(), payload(op, before, after)));
  }

  /** Without. */
  byte[] bareJson(String op, Map<String, Object> before, Map<String, Object> after) {
    return bytes(payload(op, before, after));
  }

  byte[] jsonKey(Map<String, Object> values) {
    return bytes(
        wrapped(struct("", columns.subList(0, 1)), jsonRow(columns.subList(0, 1), values)));
  }

  static byte[] framed(int id, Schema schema, Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new DataOutputStream(out).writeByte(0);
      new DataOutputStream(out).writeInt(id);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private GenericRecord row(Map<String, Object> values) {
    Schema row = envelope.getField("before").schema().getTypes().get(1);
    return values == null ? null : filled(row, columns, values);
  }

  private static GenericRecord filled(
      Schema schema, List<ConnectColumn> columns, Map<String, Object> values) {
    GenericRecord record = new GenericData.Record(schema);
    for (ConnectColumn column : columns) {
      record.put(column.name(), column.avroValue(values.get(column.name())));
    }
    return record;
  }

  private ObjectNode avroEnvelope() {
    ObjectNode root = JSON.createObjectNode().put("type", "record").put("name", "Envelope");
    root.put("namespace", "s.t").put("connect.version", 2).put("connect.name", "s.t.Envelope");
    ArrayNode fields = root.putArray("fields");
    ObjectNode before = fields.addObject().put("name", "before").putNull("default");
    before.putArray("type").add("null").add(record("Value", columns));
    ObjectNode after = fields.addObject().put("name", "after").putNull("default");
    after.putArray("type").add("null").add("Value");
    ObjectNode source = record("Source", SOURCE).put("namespace", "io.debezium.connector.mariadb");
    fields.addObject().put("name", "source").set("type", source);
    fields.addObject().put("name", "op").put("type", "string");
    return root;
  }

  private static ObjectNode record(String name, List<ConnectColumn> columns) {
    ObjectNode record = JSON.createObjectNode().put("type", "record").put("name", name);
    ArrayNode fields = record.putArray("fields");
    columns.forEach(column -> fields.add(column.avroField()));
    return record;
  }

  private ObjectNode jsonEnvelope() {
    ObjectNode schema = JSON.createObjectNode().put("type", "struct");
    ArrayNode fields = schema.putArray("fields");
    fields.add(struct("before", columns));
    fields.add(struct("after", columns));
    fields.add(struct("source", SOURCE));
    fields.addObject().put("type", "string").put("optional", false).put("field", "op");
    return schema.put("optional", false).put("name", "s.t.Envelope").put("version", 2);
  }

  private static ObjectNode struct(String field, List<ConnectColumn> columns) {
    ObjectNode struct = JSON.createObjectNode().put("type", "struct");
    ArrayNode fields = struct.putArray("fields");
    columns.forEach(column -> fields.add(column.jsonField()));
    return struct.put("optional", true).put("field", field);
  }

  private ObjectNode payload(String op, Map<String, Object> before, Map<String, Object> after) {
    ObjectNode payload = JSON.createObjectNode();
    payload.set("before", before == null ? null : jsonRow(columns, before));
    payload.set("after", after == null ? null : jsonRow(columns, after));
    payload.set("source", jsonRow(SOURCE, source));
    return payload.put("op", op).put("ts_ms", 1L);
  }

  private static ObjectNode jsonRow(List<ConnectColumn> columns, Map<String, Object> values) {
    ObjectNode row = JSON.createObjectNode();
    for (ConnectColumn column : columns) {
      row.set(column.name(), column.jsonValue(values.get(column.name())));
    }
    return row;
  }

  private static ObjectNode wrapped(ObjectNode schema, ObjectNode payload) {
    ObjectNode root = JSON.createObjectNode();
    root.set("schema", schema);
    root.set("payload", payload);
    return root;
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
