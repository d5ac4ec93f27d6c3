package dev.tidemark.e2e.cli;

import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files under conf/.columns for the sample's tables, without a connector for them. */
final class SampleColumns {
  private SampleColumns() {}

  /** File to text. */
  static Map<String, String> of(Source source) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String table : List.of("cities", "salespeople", "customers", "orders", "order_lines")) {
      Rows columns =
          source.query(
              "SELECT column_name AS name, data_type AS type, column_type AS declared"
                  + " FROM information_schema.columns WHERE table_schema = 'shop' AND table_name = ?"
                  + " ORDER BY ordinal_position",
              table);
      StringBuilder text = new StringBuilder("table: shop.").append(table).append("\ncolumns:\n");
      for (Map<String, String> column : columns.rows()) {
        text.append("  - {name: ")
            .append(column.get("name"))
            .append(", type: \"")
            .append(silver(column.get("type"), column.get("declared")))
            .append("\"}\n");
      }
      files.put(".columns/" + table + ".yaml", text.toString());
    }
    return files;
  }

  private static String silver(String type, String declared) {
    return switch (type) {
      case "varchar", "enum" -> "string";
      case "datetime" -> "timestamp_ntz";
      case "decimal" -> declared;
      default -> type;
    };
  }
}
