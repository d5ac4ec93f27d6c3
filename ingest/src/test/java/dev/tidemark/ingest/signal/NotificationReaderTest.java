package dev.tidemark.ingest.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tidemark.ingest.failure.IngestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class NotificationReaderTest {
  private static final int ID = 77;
  private static final Schema SCHEMA =
      SchemaBuilder.record("Notification")
          .fields()
          .requiredString("id")
          .requiredString("aggregate_type")
          .requiredString("type")
          .name("additional_data")
          .type()
          .unionOf()
          .nullType()
          .and()
          .map()
          .values()
          .stringType()
          .endUnion()
          .nullDefault()
          .requiredLong("timestamp")
          .endRecord();

  @Test
  void avroIsReadWithTheRegistrysSchemaAskedOnce() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = registry(asked, 200);
    try {
      NotificationReader reader = new NotificationReader(Optional.of(uri(server)));
      byte[] value = avro(Map.of("status", "SUCCEEDED", "total_rows_scanned", "12"));

      Notification read = reader.read(value).orElseThrow();
      reader.read(value);

      assertThat(read)
          .isEqualTo(
              new Notification(
                  "b1",
                  "TABLE_SCAN_COMPLETED",
                  Map.of("status", "SUCCEEDED", "total_rows_scanned", "12")));
      assertThat(reader.read(avro(null)).orElseThrow().data()).isEmpty();
      assertThat(asked).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNamed() throws IOException {
    HttpServer server = registry(new AtomicInteger(), 503);
    URI uri = uri(server);
    try {
      assertThatThrownBy(() -> new NotificationReader(Optional.of(uri)).read(avro(null)))
          .isInstanceOf(IngestException.class)
          .hasMessageContaining("registry does not answer at " + uri + ": status 503");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void jsonWithAndWithoutItsSchema() {
    NotificationReader reader = new NotificationReader(Optional.empty());
    String bare = "{\"id\":\"b1\",\"type\":\"STARTED\",\"additional_data\":null}";

    assertThat(reader.read(bytes(bare))).contains(new Notification("b1", "STARTED", Map.of()));
    assertThat(reader.read(bytes("{\"schema\":{},\"payload\":" + bare + "}")))
        .contains(new Notification("b1", "STARTED", Map.of()));
  }

  @Test
  void whatIsNoNotificationIsPassedOver() {
    NotificationReader reader = new NotificationReader(Optional.empty());

    assertThat(reader.read(null)).isEmpty();
    assertThat(reader.read(bytes("{}"))).isEmpty();
    assertThat(reader.read(bytes("not JSON"))).isEmpty();
    assertThat(reader.read(new byte[] {0, 0, 0, 0, 1, 2})).isEmpty();
  }

  private static byte[] avro(Map<String, String> data) throws IOException {
    GenericRecord record =
        new GenericRecordBuilder(SCHEMA)
            .set("id", "b1")
            .set("aggregate_type", "Incremental Snapshot")
            .set("type", "TABLE_SCAN_COMPLETED")
            .set("additional_data", data)
            .set("timestamp", 1L)
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(4).putInt(ID).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static HttpServer registry(AtomicInteger asked, int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/apis/ccompat/v7/schemas/ids/" + ID,
        exchange -> {
          asked.incrementAndGet();
          byte[] body =
              bytes(
                  "{\"schema\":"
                      + com.fasterxml.jackson.databind.node.TextNode.valueOf(SCHEMA.toString())
                      + "}");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
