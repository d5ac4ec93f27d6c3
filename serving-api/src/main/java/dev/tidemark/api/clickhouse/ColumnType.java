package dev.tidemark.api.clickhouse;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ClickHouse type means for a question: how its values are written, compared and summed.
 *
 * @param text as ClickHouse names it, without Nullable and LowCardinality
 * @param digits bits of an integer, precision of a decimal, else 0
 * @param scale of a decimal or of a time's fraction, else 0
 */
public record ColumnType(String text, Kind kind, int digits, int scale) {
  private static final Pattern WRAPPED = Pattern.compile("(?:Nullable|LowCardinality)\\((.*)\\)");
  private static final Pattern INTEGER = Pattern.compile("(U?)Int(8|16|32|64|128|256)");
  private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), *(\\d+)\\)");
  private static final Pattern TIME =
      Pattern.compile("DateTime(?:64\\((\\d)[^)]*\\)|\\([^)]*\\))?");

  /** Families of types. */
  public enum Kind {
    STRING,
    SIGNED,
    UNSIGNED,
    DECIMAL,
    FLOAT,
    DATE,
    TIME,
    BOOL,
    OTHER
  }

  public ColumnType {
    requireNonNull(text, "text is null");
    requireNonNull(kind, "kind is null");
  }

  public static ColumnType parse(String declared) {
    String text = declared;
    for (Matcher wrapped = WRAPPED.matcher(text); wrapped.matches(); ) {
      text = wrapped.group(1);
      wrapped = WRAPPED.matcher(text);
    }
    Matcher integer = INTEGER.matcher(text);
    if (integer.matches()) {
      Kind kind = integer.group(1).isEmpty() ? Kind.SIGNED : Kind.UNSIGNED;
      return new ColumnType(text, kind, Integer.parseInt(integer.group(2)), 0);
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return new ColumnType(
          text,
          Kind.DECIMAL,
          Integer.parseInt(decimal.group(1)),
          Integer.parseInt(decimal.group(2)));
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      int scale = time.group(1) == null ? 0 : Integer.parseInt(time.group(1));
      return new ColumnType(text, Kind.TIME, 0, scale);
    }
    return new ColumnType(text, named(text), 0, 0);
  }

  /** Whether values are numbers without rounding. */
  public boolean isExact() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED || kind == Kind.DECIMAL;
  }

  private static Kind named(String text) {
    return switch (text) {
      case "String" -> Kind.STRING;
      case "Float32", "Float64" -> Kind.FLOAT;
      case "Date", "Date32" -> Kind.DATE;
      case "Bool" -> Kind.BOOL;
      default -> text.startsWith("FixedString(") ? Kind.STRING : Kind.OTHER;
    };
  }
}
