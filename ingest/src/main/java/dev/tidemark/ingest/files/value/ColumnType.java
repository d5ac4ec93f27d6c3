package dev.tidemark.ingest.files.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * What a column holds.
 *
 * @param precision of a decimal, 1 to 38; else 0
 * @param scale of a decimal, 0 to its precision; else 0
 */
public record ColumnType(Kind kind, int precision, int scale) {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\)");
  private static final int MOST_DIGITS = 38;

  /** A type without its parameters. */
  public enum Kind {
    STRING,
    BOOLEAN,
    INT,
    BIGINT,
    DOUBLE,
    DECIMAL,
    DATE,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    BINARY
  }

  public ColumnType {
    if (kind == Kind.DECIMAL && (precision < 1 || precision > MOST_DIGITS || scale > precision)) {
      throw new IllegalArgumentException(
          "decimal(%s,%s) is no type: the digits are 1 to %s, those after the point at most as many"
              .formatted(precision, scale, MOST_DIGITS));
    }
  }

  /**
   * As written in SQL, in any case.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static ColumnType parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(plain);
    if (decimal.matches()) {
      int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
      return new ColumnType(Kind.DECIMAL, Integer.parseInt(decimal.group(1)), scale);
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.DECIMAL && kind.name().toLowerCase(Locale.ROOT).equals(plain)) {
        return new ColumnType(kind, 0, 0);
      }
    }
    throw new IllegalArgumentException(
        "type '%s' is not known; use string, boolean, int, bigint, double, decimal(p,s), date, timestamp, timestamp_ntz or binary"
            .formatted(text));
  }

  /**
   * As Debezium's connectors carry it.
   *
   * @param optional false for a column of the key
   */
  public Schema schema(boolean optional) {
    SchemaBuilder builder = builder();
    return optional ? builder.optional().build() : builder.build();
  }

  private SchemaBuilder builder() {
    return switch (kind) {
      case STRING -> SchemaBuilder.string();
      case BOOLEAN -> SchemaBuilder.bool();
      case INT -> SchemaBuilder.int32();
      case BIGINT -> SchemaBuilder.int64();
      case DOUBLE -> SchemaBuilder.float64();
      case DECIMAL ->
          Decimal.builder(scale).parameter("connect.decimal.precision", String.valueOf(precision));
      case DATE -> SchemaBuilder.int32().name("io.debezium.time.Date").version(1);
      case TIMESTAMP -> SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").version(1);
      case TIMESTAMP_NTZ ->
          SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").version(1);
      case BINARY -> SchemaBuilder.bytes();
    };
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.DECIMAL ? "%s(%s,%s)".formatted(name, precision, scale) : name;
  }
}
