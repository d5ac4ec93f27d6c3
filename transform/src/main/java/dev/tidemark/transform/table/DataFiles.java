package dev.tidemark.transform.table;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes rows into Parquet files, one a partition, and tells the actions that add them. */
final class DataFiles {
  private final Engine engine;
  private final StructType schema;
  private final List<String> partitionBy;

  DataFiles(Engine engine, StructType schema, List<String> partitionBy) {
    this.engine = engine;
    this.schema = schema;
    this.partitionBy = partitionBy;
  }

  List<Row> write(Transaction transaction, List<org.apache.spark.sql.Row> rows) throws IOException {
    Row state = transaction.getTransactionState(engine);
    List<Row> actions = new ArrayList<>();
    for (Map.Entry<Map<String, Object>, List<org.apache.spark.sql.Row>> part :
        partitions(rows).entrySet()) {
      actions.addAll(
          ParquetDefaults.without(() -> write(state, literals(part.getKey()), part.getValue())));
    }
    return actions;
  }

  private List<Row> write(
      Row state, Map<String, Literal> values, List<org.apache.spark.sql.Row> rows)
      throws IOException {
    FilteredColumnarBatch batch =
        new FilteredColumnarBatch(RowBatch.of(schema, rows), Optional.empty());
    DataWriteContext context = Transaction.getWriteContext(engine, state, values);
    List<Row> actions = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> physical =
            Transaction.transformLogicalData(engine, state, iterator(List.of(batch)), values);
        CloseableIterator<Row> added =
            Transaction.generateAppendActions(
                engine,
                state,
                engine
                    .getParquetHandler()
                    .writeParquetFiles(context.getTargetDirectory(), physical, counted(context))
                    .map(Bounds::mended),
                context)) {
      while (added.hasNext()) {
        actions.add(added.next());
      }
    }
    return actions;
  }

  /** Our own columns too, which come last and by which files are skipped most. */
  List<Column> counted(DataWriteContext context) {
    Set<Column> columns = new LinkedHashSet<>(context.getStatisticsColumns());
    schema.fieldNames().stream()
        .filter(name -> name.startsWith("_") && !partitionBy.contains(name))
        .map(Column::new)
        .forEach(columns::add);
    return List.copyOf(columns);
  }

  private Map<Map<String, Object>, List<org.apache.spark.sql.Row>> partitions(
      List<org.apache.spark.sql.Row> rows) {
    Map<Map<String, Object>, List<org.apache.spark.sql.Row>> parts = new LinkedHashMap<>();
    if (partitionBy.isEmpty()) {
      if (!rows.isEmpty()) {
        parts.put(Map.of(), rows);
      }
      return parts;
    }
    for (org.apache.spark.sql.Row row : rows) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (String column : partitionBy) {
        int ordinal = schema.indexOf(column);
        values.put(
            column, KernelValues.of(column, schema.at(ordinal).getDataType(), row.get(ordinal)));
      }
      parts.computeIfAbsent(values, first -> new ArrayList<>()).add(row);
    }
    return parts;
  }

  private Map<String, Literal> literals(Map<String, Object> values) {
    Map<String, Literal> literals = new LinkedHashMap<>();
    values.forEach(
        (column, value) -> literals.put(column, literal(schema.get(column).getDataType(), value)));
    return literals;
  }

  /** Of a partition's value as the log has it. */
  Literal literal(String column, Optional<String> text) {
    DataType type = schema.get(column).getDataType();
    if (text.isEmpty()) {
      return Literal.ofNull(type);
    }
    if (type instanceof DateType) {
      return literal(type, Math.toIntExact(LocalDate.parse(text.get()).toEpochDay()));
    }
    return literal(type, type instanceof IntegerType ? Integer.valueOf(text.get()) : text.get());
  }

  private static Literal literal(DataType type, Object value) {
    if (value == null) {
      return Literal.ofNull(type);
    }
    if (type instanceof DateType) {
      return Literal.ofDate((Integer) value);
    }
    if (type instanceof StringType) {
      return Literal.ofString((String) value);
    }
    if (type instanceof IntegerType) {
      return Literal.ofInt((Integer) value);
    }
    throw new IllegalArgumentException(
        "a table is partitioned by columns of type date, string or int, not " + type);
  }

  static CloseableIterable<Row> actions(List<Row> actions) {
    return CloseableIterable.inMemoryIterable(iterator(actions));
  }

  static <T> CloseableIterator<T> iterator(List<T> list) {
    Iterator<T> items = list.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public T next() {
        return items.next();
      }

      @Override
      public void close() {}
    };
  }
}
