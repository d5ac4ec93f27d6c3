package dev.tidemark.transform.decode.value;

import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Base64;

/**
 * A list as JSON, without blanks: {@code [1,null,"a"]}. Numbers stay numbers, spelled out; bytes
 * are base64; dates, times and what JSON has no word for, such as NaN, are text.
 */
final class ListText {
  private static final int MOST_PLAIN_DIGITS = 1_000;

  private ListText() {}

  /**
   * @param element from a plain element to what it means
   */
  static Conversion of(Conversion element) {
    return list -> {
      StringBuilder text = new StringBuilder("[");
      for (Object value : (Object[]) list) {
        text.append(text.length() == 1 ? "" : ",");
        text.append(value == null ? "null" : json(element.of(value)));
      }
      return text.append("]").toString();
    };
  }

  private static String json(Object value) {
    if (value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue())
          ? value.toString()
          : quoted(value.toString());
    }
    if (value instanceof BigDecimal number) {
      return Math.abs((long) number.scale()) > MOST_PLAIN_DIGITS
          ? number.toString()
          : number.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return quoted(Base64.getEncoder().encodeToString(bytes));
    }
    return quoted(Fitting.text(value).toString());
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
