package dev.tidemark.ingest.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.ingest.files.conf.TableConfig;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that are JSON objects. */
final class JsonRecords implements LineParser {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(JsonNode.class);

  private final StrictText text;
  private final Map<String, Integer> columns = new HashMap<>();

  JsonRecords(TableConfig table, Charset charset) {
    this.text = new StrictText(charset);
    for (int i = 0; i < table.columns().size(); i++) {
      columns.put(table.columns().get(i).field(), i);
    }
  }

  @Override
  public boolean hasHeader() {
    return false;
  }

  @Override
  public List<Piece.Drifted> header(byte[] record) {
    throw new IllegalStateException("JSON has no header");
  }

  @Override
  public Piece.Row row(byte[] record, Piece.Place place) throws BadRecordException {
    JsonNode node = node(record);
    if (!node.isObject()) {
      throw new BadRecordException("it is no JSON object");
    }
    Object[] values = new Object[columns.size()];
    Arrays.fill(values, Piece.ABSENT);
    Map<String, Object> extra = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field -> {
              Integer column = columns.get(field.getKey());
              if (column == null) {
                extra.put(field.getKey(), field.getValue());
              } else {
                values[column] = value(field.getValue());
              }
            });
    return new Piece.Row(values, extra, record, place);
  }

  private JsonNode node(byte[] record) throws BadRecordException {
    try {
      JsonNode node = JSON.readTree(text.of(record));
      if (node == null || node.isMissingNode()) {
        throw new BadRecordException("it is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new BadRecordException("broken JSON: %s".formatted(e.getOriginalMessage()));
    }
  }

  /** Lists and objects are their JSON. */
  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> null;
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.decimalValue();
      case STRING -> node.textValue();
      default -> node.toString();
    };
  }
}
