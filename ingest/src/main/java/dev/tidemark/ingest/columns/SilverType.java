package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.Source;

/** The type a source column gets in silver. */
public sealed interface SilverType {
  /**
   * It can be had.
   *
   * @param sql Spark SQL
   */
  record Known(String sql) implements SilverType {}

  /** It cannot, unless conf declares another. */
  record Refused(String why) implements SilverType {}

  /** Its values never come: silver has no such column, whatever conf declares. */
  record NotSent(String why) implements SilverType {}

  /** Of a source's type, as Debezium delivers it under the modes that we pin. */
  static SilverType of(Source.Kind kind, SourceColumn.Type type) {
    return switch (kind) {
      case MARIADB, MYSQL -> ofMySql(type);
      case POSTGRES -> PostgresTypes.of(type);
      case FILES -> new Known(type.full()); // conf writes it as silver has it
    };
  }

  private static SilverType ofMySql(SourceColumn.Type type) {
    return switch (type.name()) {
      case "tinyint" -> new Known("smallint");
      case "smallint" -> new Known(type.isUnsigned() ? "int" : "smallint");
      case "mediumint", "year" -> new Known("int");
      case "int", "integer" -> new Known(type.isUnsigned() ? "bigint" : "int");
      case "bigint" -> new Known(type.isUnsigned() ? "decimal(20,0)" : "bigint");
      case "decimal", "numeric" -> decimal(type);
      case "float" -> new Known(type.full().contains("(") ? "double" : "float");
      case "double", "real" -> new Known("double");
      case "bit" -> new Known(type.precision() == 1 ? "boolean" : "binary");
      case "date" -> new Known("date");
      case "datetime" -> new Known("timestamp_ntz");
      case "timestamp" -> new Known("timestamp");
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json" ->
          new Known("string");
      case "time", "uuid" -> new Known("string");
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          new Known("binary");
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection" ->
          new Known("binary");
      default -> new Refused("type %s has no place in silver yet".formatted(type.full()));
    };
  }

  private static SilverType decimal(SourceColumn.Type type) {
    int most = 38;
    return type.precision() > most
        ? new Refused(
            "%s has %s digits and silver's decimal holds %s"
                .formatted(type.full(), type.precision(), most))
        : new Known("decimal(%s,%s)".formatted(type.precision(), type.scale()));
  }
}
