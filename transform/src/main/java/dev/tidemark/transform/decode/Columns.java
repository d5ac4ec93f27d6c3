package dev.tidemark.transform.decode;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.Conversions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a dataset's rows must become.
 *
 * @param of the dataset
 * @param keys positions of the key columns, in the order of the dataset's keys
 * @param zone on whose clock wall-clock times and instants become each other
 */
record Columns(
    Dataset of, List<Dataset.Column> columns, StructType schema, List<Integer> keys, ZoneId zone) {

  static Columns of(Dataset dataset) {
    if (dataset.columns().isEmpty()) {
      throw new IllegalArgumentException(
          "columns of dataset %s are not known yet: run 'tidemark ingest apply'"
              .formatted(dataset.name()));
    }
    StructType schema = new StructType();
    for (Dataset.Column column : dataset.columns()) {
      schema = schema.add(column.name(), type(dataset, column), true);
    }
    List<String> names = List.of(schema.fieldNames());
    List<Integer> keys = dataset.keys().stream().map(names::indexOf).toList();
    if (keys.contains(-1)) {
      throw new IllegalArgumentException(
          "keys %s of dataset %s are not all among its columns %s"
              .formatted(dataset.keys(), dataset.name(), names));
    }
    ZoneId zone = dataset.interval().map(Dataset.EventInterval::zone).orElse(ZoneOffset.UTC);
    return new Columns(dataset, dataset.columns(), schema, keys, zone);
  }

  private static DataType type(Dataset dataset, Dataset.Column column) {
    DataType type = DataType.fromDDL(column.type());
    try {
      Conversions.of(ConnectType.UNTYPED, type, ZoneOffset.UTC);
      return type;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "column '%s' of dataset %s: %s".formatted(column.name(), dataset.name(), e.getMessage()),
          e);
    }
  }

  String dataset() {
    return of.name();
  }

  int size() {
    return columns.size();
  }

  DataType type(int column) {
    return schema.fields()[column].dataType();
  }
}
