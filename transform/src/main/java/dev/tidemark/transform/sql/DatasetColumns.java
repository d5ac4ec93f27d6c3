package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.contract.conf.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** A dataset's columns in Spark's types. */
public final class DatasetColumns {
  /** Metadata key that says of which dataset a column is; survives analysis. */
  static final String DATASET = "tidemark.dataset";

  private DatasetColumns() {}

  /** All columns in conf order; a column's nullability is not relied on. */
  public static StructType of(Dataset dataset) {
    Metadata metadata = new MetadataBuilder().putString(DATASET, dataset.name()).build();
    StructField[] fields =
        dataset.columns().stream()
            .map(column -> new StructField(column.name(), type(column), true, metadata))
            .toArray(StructField[]::new);
    return new StructType(fields);
  }

  /** Columns whose types do not parse, and an interval's column that is no time. */
  static List<Problem> problems(Dataset dataset) {
    List<Problem> problems = new ArrayList<>();
    for (Column column : dataset.columns()) {
      if (parsed(column).isEmpty()) {
        problems.add(
            dataset
                .at()
                .problem(
                    "/columns/" + column.source(),
                    "column '%s' of dataset '%s': '%s' is not a type"
                        .formatted(column.name(), dataset.name(), column.type()),
                    "use a SQL type, such as bigint, decimal(12,2), timestamp_ntz, date or string")
                .aboutColumns());
      }
    }
    if (problems.isEmpty()) {
      dataset
          .interval()
          .flatMap(interval -> dataset.column(interval.column()))
          .filter(column -> !isTime(type(column)))
          .ifPresent(
              column ->
                  problems.add(
                      dataset
                          .at()
                          .problem(
                              "/interval/column",
                              "interval column '%s' is of type %s, which is no time"
                                  .formatted(column.name(), column.type()),
                              "name a column of type date, timestamp or timestamp_ntz, or declare"
                                  + " its type under columns:")
                          .aboutColumns()));
    }
    return problems;
  }

  /** True for what an interval can be cut from. */
  static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private static DataType type(Column column) {
    return parsed(column)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "column '%s': '%s' is not a type".formatted(column.name(), column.type())));
  }

  private static Optional<DataType> parsed(Column column) {
    try {
      return Optional.of(parse(column.type()));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /** Spark's own method does not declare what it throws. */
  private static DataType parse(String type) throws ParseException {
    return new CatalystSqlParser().parseDataType(type);
  }
}
