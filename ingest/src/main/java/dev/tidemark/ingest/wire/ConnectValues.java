package dev.tidemark.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Reads values of topics as a source's format carries them. */
public final class ConnectValues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int HEAD = 5;

  private final Optional<URI> registry;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<Integer, Schema> schemas = new HashMap<>();

  public ConnectValues(Optional<URI> registry) {
    this.registry = registry;
  }

  /**
   * The value's object, bytes in base64; empty if it is none.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if the registry does not answer
   */
  public Optional<JsonNode> read(byte[] value) {
    if (value == null || value.length == 0) {
      return Optional.empty();
    }
    try {
      JsonNode node = value[0] == 0 && value.length > HEAD ? avro(value) : json(value);
      return Optional.of(node).filter(JsonNode::isObject);
    } catch (IOException | AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(byte[] value) throws IOException {
    JsonNode root = JSON.readTree(value);
    return root.has("payload") ? root.get("payload") : root;
  }

  private JsonNode avro(byte[] value) throws IOException {
    int id = ByteBuffer.wrap(value, 1, 4).getInt();
    Schema schema = schemas.get(id);
    if (schema == null) {
      schema = fetch(id);
      schemas.put(id, schema);
    }
    return node(
        new GenericDatumReader<GenericRecord>(schema)
            .read(
                null, DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, null)));
  }

  private static JsonNode node(Object value) {
    if (value instanceof GenericRecord record) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      record
          .getSchema()
          .getFields()
          .forEach(field -> node.set(field.name(), node(record.get(field.pos()))));
      return node;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      map.forEach((key, item) -> node.set(key.toString(), node(item)));
      return node;
    }
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return JsonNodeFactory.instance.binaryNode(copy);
    }
    return JSON.valueToTree(value instanceof CharSequence text ? text.toString() : value);
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
