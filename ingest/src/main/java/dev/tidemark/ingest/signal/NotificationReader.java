package dev.tidemark.ingest.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.ingest.failure.IngestErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Reads notifications as the source's format carries them: Avro by registry, or JSON. */
final class NotificationReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int HEAD = 5;

  private final Optional<URI> registry;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<Integer, Schema> schemas = new HashMap<>();

  NotificationReader(Optional<URI> registry) {
    this.registry = registry;
  }

  /**
   * Empty if it is no notification.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if the registry does not answer
   */
  Optional<Notification> read(byte[] value) {
    if (value == null || value.length == 0) {
      return Optional.empty();
    }
    try {
      return value[0] == 0 && value.length > HEAD ? avro(value) : json(value);
    } catch (IOException | AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Notification> json(byte[] value) throws IOException {
    JsonNode root = JSON.readTree(value);
    JsonNode node = root.has("payload") ? root.get("payload") : root;
    if (!node.path("id").isTextual() || !node.path("type").isTextual()) {
      return Optional.empty();
    }
    Map<String, String> data = new HashMap<>();
    node.path("additional_data")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return Optional.of(new Notification(node.get("id").asText(), node.get("type").asText(), data));
  }

  private Optional<Notification> avro(byte[] value) throws IOException {
    int id = ByteBuffer.wrap(value, 1, 4).getInt();
    Schema schema = schemas.get(id);
    if (schema == null) {
      schema = fetch(id);
      schemas.put(id, schema);
    }
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, null));
    if (!record.hasField("id") || !record.hasField("type")) {
      return Optional.empty();
    }
    Map<String, String> data = new HashMap<>();
    if (record.hasField("additional_data")
        && record.get("additional_data") instanceof Map<?, ?> map) {
      map.forEach((key, text) -> data.put(key.toString(), String.valueOf(text)));
    }
    return Optional.of(
        new Notification(record.get("id").toString(), record.get("type").toString(), data));
  }

  private Schema fetch(int id) throws IOException {
    URI base =
        registry.orElseThrow(() -> new IOException("Avro without a registry cannot be read"));
    URI uri =
        URI.create(base.toString().replaceAll("/+$", "") + "/apis/ccompat/v7/schemas/ids/" + id);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw IngestErrors.registryDoesNotAnswer(base, "status " + answer.statusCode(), null);
      }
      return new Schema.Parser().parse(JSON.readTree(answer.body()).path("schema").asText());
    } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
      throw IngestErrors.registryDoesNotAnswer(base, IngestErrors.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw IngestErrors.interrupted("asking the schema registry");
    }
  }
}
