package dev.tidemark.transform.publish;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.sql.AnalysedModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/**
 * The table of a model in ClickHouse.
 *
 * @param goldId of the Delta table that it is filled from; of another one, its rows are not ours
 */
record ModelTable(String database, AnalysedModel model, String goldId) {

  /** What two tables must agree in for rows of one to be put into the other. */
  record Shape(Map<String, String> columns, String sortingKey, String comment) {}

  String name() {
    return quoted(model.model().name());
  }

  /** Where a new version of it is filled before the two change places. */
  String nextName() {
    return quoted(model.model().name() + "__next");
  }

  private String quoted(String table) {
    return "`%s`.`%s`".formatted(database, table);
  }

  Shape shape() {
    Map<String, String> columns = new TreeMap<>();
    for (StructField field : model.schema().fields()) {
      columns.put(field.name(), ColumnTypes.of(field.dataType()));
    }
    columns.put(OwnColumns.INTERVAL, "Nullable(%s)".formatted(ColumnTypes.INSTANT));
    columns.put(OwnColumns.VERSION, "UInt64");
    columns.put(OwnColumns.DELETED, "UInt8");
    return new Shape(columns, String.join(", ", model.model().key()), comment());
  }

  private String comment() {
    return "tidemark gold " + goldId;
  }

  String create(String name) {
    String columns =
        columnNames().stream()
            .map(column -> "`%s` %s".formatted(column, shape().columns().get(column)))
            .collect(Collectors.joining(", "));
    String key =
        model.model().key().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    return "CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = ReplacingMergeTree(_version, _deleted) ORDER BY (%s)"
            .formatted(name, columns, key)
        + " SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 1000 COMMENT '%s'"
            .formatted(comment());
  }

  /** In gold's order. */
  List<String> columnNames() {
    List<String> names =
        new java.util.ArrayList<>(java.util.Arrays.asList(model.schema().fieldNames()));
    names.addAll(List.of(OwnColumns.INTERVAL, OwnColumns.VERSION, OwnColumns.DELETED));
    return names;
  }

  /** One row of gold. */
  void write(Row row, RowBinary out) {
    StructField[] fields = model.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      out.value(row.get(i), fields[i].dataType());
    }
    out.nullableInstant(row.getInstant(fields.length));
    out.uint64(row.getLong(fields.length + 1));
    out.uint8(row.getBoolean(fields.length + 2) ? 1 : 0);
  }

  int intervalIndex() {
    return model.schema().size();
  }
}
