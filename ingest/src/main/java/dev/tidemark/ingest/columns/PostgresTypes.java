package dev.tidemark.ingest.columns;

import dev.tidemark.ingest.columns.SilverType.Known;
import dev.tidemark.ingest.columns.SilverType.NotSent;
import dev.tidemark.ingest.columns.SilverType.Refused;

/**
 * Postgres' types by their names in pg_type, as Debezium delivers them under the modes that we pin.
 * An enum is named {@code enum}; an array is named like its elements with {@code _} before, and
 * with {@code __} if it has more than one dimension.
 */
final class PostgresTypes {
  private static final int MOST_DIGITS = 38;

  private PostgresTypes() {}

  static SilverType of(SourceColumn.Type type) {
    return switch (type.name()) {
      case "bool" -> new Known("boolean");
      case "int2" -> new Known("smallint");
      case "int4" -> new Known("int");
      case "int8", "oid" -> new Known("bigint");
      case "float4" -> new Known("float");
      case "float8" -> new Known("double");
      case "numeric" -> numeric(type);
      case "money" -> new Known("decimal(19,2)");
      case "date" -> new Known("date");
      case "timestamp" -> new Known("timestamp_ntz");
      case "timestamptz" -> new Known("timestamp");
      case "bytea", "varbit", "point", "geometry", "geography" -> new Known("binary");
      case "bit" -> new Known(type.precision() == 1 ? "boolean" : "binary");
      default -> isText(type.name()) ? new Known("string") : array(type);
    };
  }

  private static boolean isText(String name) {
    return switch (name) {
      case "text", "varchar", "bpchar", "citext", "enum", "uuid", "json", "jsonb", "xml" -> true;
      case "time", "timetz", "interval", "inet", "cidr", "macaddr", "macaddr8", "hstore" -> true;
      case "ltree", "int4range", "int8range", "numrange", "daterange", "tsrange" -> true;
      case "tstzrange" -> true;
      default -> false;
    };
  }

  /** Without digits of its own, each value has a scale of its own: text alone holds all of them. */
  private static SilverType numeric(SourceColumn.Type type) {
    if (type.precision() == 0) {
      return new Known("string");
    }
    if (type.precision() > MOST_DIGITS) {
      return new Refused(
          "%s has %s digits and silver's decimal holds %s"
              .formatted(type.full(), type.precision(), MOST_DIGITS));
    }
    return type.scale() < 0 || type.scale() > type.precision()
        ? new Refused("%s has a scale that silver's decimal does not know".formatted(type.full()))
        : new Known("decimal(%s,%s)".formatted(type.precision(), type.scale()));
  }

  /** As JSON: no table or API of ours has lists. */
  private static SilverType array(SourceColumn.Type type) {
    return type.name().startsWith("_") && isElement(type.name().substring(1))
        ? new Known("string")
        : new NotSent("Debezium does not send values of type " + type.full());
  }

  private static boolean isElement(String name) {
    return switch (name) {
      case "bool", "int2", "int4", "int8", "oid", "float4", "float8", "numeric" -> true;
      case "text", "varchar", "bpchar", "citext", "enum", "uuid", "json", "jsonb" -> true;
      case "date", "time", "timetz", "timestamp", "timestamptz", "bytea" -> true;
      case "inet", "cidr", "macaddr", "macaddr8" -> true;
      default -> false;
    };
  }
}
