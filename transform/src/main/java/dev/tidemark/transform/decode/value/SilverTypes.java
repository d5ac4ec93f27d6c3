package dev.tidemark.transform.decode.value;

import dev.tidemark.transform.decode.value.ConnectType.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * The type that a column gets in silver when only its records tell of it: for every type of
 * docs/types.md the one that {@code ingest apply} gives it.
 */
public final class SilverTypes {
  private static final int MOST_DIGITS = 38;
  private static final Set<String> TEXTS =
      Set.of(
          "io.debezium.data.Enum",
          "io.debezium.data.EnumSet",
          "io.debezium.data.Json",
          "io.debezium.data.Ltree",
          "io.debezium.data.Uuid",
          "io.debezium.data.Xml",
          // each value has a scale of its own
          "io.debezium.data.VariableScaleDecimal",
          "io.debezium.time.Interval",
          "io.debezium.time.ZonedTime",
          // spans, which may be negative and longer than a day
          "io.debezium.time.Time",
          "io.debezium.time.MicroTime",
          "io.debezium.time.NanoTime",
          "org.apache.kafka.connect.data.Time");

  private SilverTypes() {}

  /** Spark SQL; empty where the type is one that silver has no place for, or cannot be told. */
  public static Optional<String> of(ConnectType type) {
    String name = type.name();
    if (name.isEmpty()) {
      return plain(type.kind());
    }
    if (TEXTS.contains(name)) {
      return Optional.of("string");
    }
    if (name.startsWith("io.debezium.data.geometry.")) {
      return Optional.of("binary");
    }
    return switch (name) {
      case "org.apache.kafka.connect.data.Decimal" -> decimal(type);
      case "io.debezium.data.Bits" -> Optional.of("binary");
      case "io.debezium.time.Year" -> Optional.of("int");
      case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> Optional.of("date");
      case "io.debezium.time.Timestamp",
          "io.debezium.time.MicroTimestamp",
          "org.apache.kafka.connect.data.Timestamp" ->
          Optional.of("timestamp_ntz");
      case "io.debezium.time.ZonedTimestamp" -> Optional.of("timestamp");
      default -> Optional.empty();
    };
  }

  private static Optional<String> plain(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> Optional.of("boolean");
      case INT8 -> Optional.of("tinyint");
      case INT16 -> Optional.of("smallint");
      case INT32 -> Optional.of("int");
      case INT64 -> Optional.of("bigint");
      case FLOAT32 -> Optional.of("float");
      case FLOAT64 -> Optional.of("double");
      case STRING, LIST -> Optional.of("string");
      case BYTES -> Optional.of("binary");
      case STRUCT, OTHER, UNTYPED -> Optional.empty();
    };
  }

  private static Optional<String> decimal(ConnectType type) {
    try {
      int precision = Integer.parseInt(type.parameters().get("connect.decimal.precision"));
      int scale = Integer.parseInt(type.parameters().getOrDefault("scale", "0"));
      return precision > MOST_DIGITS || scale < 0 || scale > precision
          ? Optional.empty()
          : Optional.of("decimal(%s,%s)".formatted(precision, scale));
    } catch (NumberFormatException e) { // not there, or no number
      return Optional.empty();
    }
  }
}
