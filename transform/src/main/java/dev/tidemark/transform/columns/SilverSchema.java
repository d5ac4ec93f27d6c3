package dev.tidemark.transform.columns;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.contract.name.OwnColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Conf's columns of a dataset and those of its silver table, as one: silver remembers the columns
 * that it grew before {@code ingest apply} wrote them down, and conf may be ahead of silver.
 */
public final class SilverSchema {
  /** In a field's metadata: the column's name at the source, if it is another. */
  private static final String SOURCE = "tidemark.source";

  private SilverSchema() {}

  /**
   * The dataset with conf's columns in conf's order, each as wide as silver has it, then those that
   * only silver has. A declared type stays; one that silver's cannot become gives way.
   *
   * @param silver all columns of the table
   * @throws IllegalArgumentException if a type of conf is none
   */
  public static Dataset known(Dataset dataset, StructType silver) {
    Map<String, StructField> rest = new LinkedHashMap<>();
    for (StructField field : silver.fields()) {
      if (!OwnColumns.isOwn(field.name())) {
        rest.put(folded(field.name()), field);
      }
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : dataset.columns()) {
      StructField field = rest.remove(folded(column.name()));
      columns.add(field == null ? column : met(dataset, column, field));
    }
    rest.values().forEach(field -> columns.add(of(field)));
    return columns.equals(dataset.columns()) ? dataset : dataset.withColumns(columns);
  }

  private static Column met(Dataset dataset, Column column, StructField field) {
    String type = column.type();
    if (!dataset.declared().containsKey(column.name())) {
      DataType conf = DataType.fromDDL(type);
      DataType met = Widening.of(field.dataType(), conf).orElse(field.dataType());
      type = met.equals(conf) ? type : text(met);
    }
    return new Column(field.name(), column.source(), type, column.nullable());
  }

  /** Columns whose type in conf silver cannot become: {@code code, int in silver and string …}. */
  static List<String> unmet(Dataset conf, Dataset known) {
    List<String> unmet = new ArrayList<>();
    for (int i = 0; i < conf.columns().size(); i++) {
      if (conf.columns().get(i).type().equals(known.columns().get(i).type())) {
        continue;
      }
      DataType wanted = DataType.fromDDL(conf.columns().get(i).type());
      DataType has = DataType.fromDDL(known.columns().get(i).type());
      if (!Widening.of(has, wanted).equals(Optional.of(has))) {
        unmet.add(
            "%s, %s in silver and %s in conf"
                .formatted(known.columns().get(i).name(), text(has), text(wanted)));
      }
    }
    return unmet;
  }

  private static Column of(StructField field) {
    String source =
        field.metadata().contains(SOURCE) ? field.metadata().getString(SOURCE) : field.name();
    return new Column(field.name(), source, text(field.dataType()), true);
  }

  /**
   * All columns of the dataset's silver table: its own in its order, then Tidemark's. As this is
   * the table's order too, rows are written and read by position.
   */
  public static StructType of(Dataset dataset) {
    StructType schema = new StructType();
    for (Column column : dataset.columns()) {
      Metadata metadata =
          column.source().equals(column.name())
              ? Metadata.empty()
              : new MetadataBuilder().putString(SOURCE, column.source()).build();
      schema = schema.add(column.name(), DataType.fromDDL(column.type()), true, metadata);
    }
    return schema
        .add(OwnColumns.INTERVAL, DataTypes.TimestampType)
        .add(OwnColumns.EPOCH, DataTypes.IntegerType)
        .add(OwnColumns.PARTITION, DataTypes.IntegerType)
        .add(OwnColumns.OFFSET, DataTypes.LongType)
        .add(OwnColumns.OP, DataTypes.StringType)
        .add(OwnColumns.DELETED, DataTypes.BooleanType)
        .add(OwnColumns.SOURCE_TS, DataTypes.TimestampType)
        .add(OwnColumns.APPLIED_AT, DataTypes.TimestampType);
  }

  /** By names, types and order. */
  static boolean differ(StructType one, StructType other) {
    return !fields(one).equals(fields(other));
  }

  private static List<String> fields(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().sql())
        .toList();
  }

  /** True if a table of one schema can become one of the other and keep its files. */
  static boolean grows(StructType had, StructType wanted) {
    for (StructField field : had.fields()) {
      Optional<DataType> to = type(wanted, field.name());
      if (to.isEmpty() || !Widening.of(field.dataType(), to.get()).equals(to)) {
        return false;
      }
    }
    return true;
  }

  /** What is new in the wanted schema, for a log: {@code note string, amount decimal(14,2)}. */
  static String news(StructType had, StructType wanted) {
    List<String> news = new ArrayList<>();
    for (StructField field : wanted.fields()) {
      if (!type(had, field.name()).equals(Optional.of(field.dataType()))) {
        news.add(field.name() + " " + text(field.dataType()));
      }
    }
    return String.join(", ", news);
  }

  private static Optional<DataType> type(StructType schema, String name) {
    return schema.getFieldIndex(name).isDefined()
        ? Optional.of(schema.apply(name).dataType())
        : Optional.empty();
  }

  private static String text(DataType type) {
    return type.sql().toLowerCase(Locale.ROOT);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
