package dev.tidemark.transform.decode.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.transform.decode.value.ConnectType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * JSON, with its schema ({@code {"schema":…,"payload":…}}) or without.
 *
 * <p>Each record repeats the schema, ten times as long as the row. So the bytes up to the payload
 * are compared with those of the record before: if they are the same, only the payload is parsed.
 */
final class JsonPayloads<P> {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // the payload is in memory already
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader PAYLOAD =
      JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Function<ConnectType, P> resolve;
  private final Map<JsonNode, P> known = new ConcurrentHashMap<>();
  private final P untyped;
  private volatile Head<P> last = new Head<>(new byte[0], null);

  /** The bytes before a payload, and what their schema came to. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Head<P>(byte[] bytes, P plan) {
    boolean leads(byte[] record) {
      return bytes.length > 0
          && record.length > bytes.length
          && Arrays.equals(bytes, 0, bytes.length, record, 0, bytes.length);
    }
  }

  JsonPayloads(Function<ConnectType, P> resolve) {
    this.resolve = resolve;
    this.untyped = resolve.apply(ConnectType.UNTYPED);
  }

  Payload<P> read(byte[] bytes) {
    Head<P> head = last;
    try {
      return head.leads(bytes)
          ? new Payload<>(head.plan(), struct(behind(bytes, head.bytes().length)))
          : whole(bytes);
    } catch (IOException e) {
      throw undecodable("it is no JSON (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private Payload<P> whole(byte[] bytes) throws IOException {
    JsonNode root = JSON.readTree(bytes);
    JsonNode payload = root.get("payload");
    if (payload == null || !root.has("schema")) {
      return new Payload<>(untyped, struct(root));
    }
    JsonNode schema = root.get("schema");
    if (schema.isNull()) {
      return new Payload<>(untyped, struct(payload));
    }
    P plan = known.computeIfAbsent(schema, node -> resolve.apply(JsonTypes.of(node)));
    remember(bytes, plan);
    return new Payload<>(plan, struct(payload));
  }

  private void remember(byte[] bytes, P plan) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      parser.nextToken();
      if (!"schema".equals(parser.nextFieldName())) {
        return;
      }
      parser.nextToken();
      parser.skipChildren();
      if ("payload".equals(parser.nextFieldName())) {
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        last = new Head<>(Arrays.copyOf(bytes, start), plan);
      }
    }
  }

  /** The value that begins there, if nothing but the end of the object follows it. */
  private static JsonNode behind(byte[] bytes, int start) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes, start, bytes.length - start)) {
      JsonNode value = PAYLOAD.readTree(parser);
      int end = start + (int) parser.currentLocation().getByteOffset();
      String rest = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8).strip();
      if (!rest.equals("}")) {
        throw undecodable("its JSON does not end with the payload");
      }
      return value;
    }
  }

  private static JsonNode struct(JsonNode node) {
    if (!node.isObject()) {
      throw undecodable("its payload is no JSON object");
    }
    return node;
  }

  private static RefusedException undecodable(String why) {
    return new RefusedException(Reason.UNDECODABLE, why);
  }
}
