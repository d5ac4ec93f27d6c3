package dev.tidemark.transform.index;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.rows.InternalValues;
import dev.tidemark.transform.rows.JavaValues;
import dev.tidemark.transform.sql.DatasetColumns;
import io.delta.kernel.data.ColumnVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of a dataset as an index keeps them: the key's bytes, and an image of the columns needed.
 */
final class IndexedColumns {
  private final StructType columns;
  private final int[] keys;
  private final List<Function1<Object, Object>> toKey = new ArrayList<>();

  /** Ordinals of the image's columns among the dataset's. */
  private final int[] images;

  private final List<Function1<Object, Object>> toImage = new ArrayList<>();
  private final List<UnaryOperator<Object>> fromImage = new ArrayList<>();
  private final UnsafeProjection packed;
  private final StructType seen;
  private final scala.collection.immutable.IndexedSeq<Object> seenAt;

  /**
   * @param dataset with the columns that silver has
   * @param seen the columns that SQL was analysed with
   */
  IndexedColumns(Dataset dataset, StructType columns, Set<String> needed, StructType seen) {
    this.columns = columns;
    this.seen = seen;
    keys = dataset.keys().stream().mapToInt(columns::fieldIndex).toArray();
    images = needed.stream().mapToInt(columns::fieldIndex).sorted().toArray();
    StructType image = new StructType();
    for (int key : keys) {
      toKey.add(CatalystTypeConverters.createToCatalystConverter(type(key)));
    }
    for (int ordinal : images) {
      image = image.add(columns.fields()[ordinal]);
      toImage.add(CatalystTypeConverters.createToCatalystConverter(type(ordinal)));
      fromImage.add(JavaValues.of(type(ordinal)));
    }
    packed = UnsafeProjection.create(image);
    List<Object> at = new ArrayList<>();
    for (StructField field : seen.fields()) {
      at.add(needed.contains(field.name()) ? image.fieldIndex(field.name()) : 0);
    }
    seenAt = CollectionConverters.asScala(at).toIndexedSeq();
  }

  /** Why the dataset cannot be indexed; empty if it can. */
  static Optional<String> obstacle(Dataset dataset, StructType columns, Set<String> needed) {
    StructType seen = DatasetColumns.of(dataset);
    for (String key : dataset.keys()) {
      DataType type = columns.apply(key).dataType();
      if (!KeyBytes.canBe(type)) {
        return Optional.of("key column '%s' is %s".formatted(key, type.sql()));
      }
    }
    for (String name : needed) {
      if (columns.getFieldIndex(name).isEmpty()) {
        return Optional.of("column '%s', which marks need, is not in silver".formatted(name));
      }
      DataType type = columns.apply(name).dataType();
      if (!isAtomic(type)) {
        return Optional.of("column '%s', which marks need, is %s".formatted(name, type.sql()));
      }
      if (!seen.apply(name).dataType().equals(type)) {
        return Optional.of(
            "column '%s' is %s in silver and %s in conf"
                .formatted(name, type.sql(), seen.apply(name).dataType().sql()));
      }
    }
    return Optional.empty();
  }

  private static boolean isAtomic(DataType type) {
    return KeyBytes.canBe(type) || type instanceof StringType;
  }

  private DataType type(int ordinal) {
    return columns.fields()[ordinal].dataType();
  }

  /** Of a row that begins with the dataset's columns. */
  byte[] key(Row row) {
    Object[] values = new Object[keys.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = toKey.get(i).apply(row.get(keys[i]));
    }
    return KeyBytes.of(values);
  }

  /** Of a row that begins with the dataset's columns. Not for several threads. */
  byte[] image(Row row) {
    Object[] values = new Object[images.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = toImage.get(i).apply(row.get(images[i]));
    }
    return packed(values);
  }

  private byte[] packed(Object[] values) {
    return packed.apply(new GenericInternalRow(values)).getBytes();
  }

  /** The dataset's columns; those that the image lacks are null. */
  Row row(UnsafeRow image) {
    Object[] values = new Object[columns.length()];
    for (int i = 0; i < images.length; i++) {
      if (!image.isNullAt(i)) {
        values[images[i]] = fromImage.get(i).apply(image.get(i, type(images[i])));
      }
    }
    return RowFactory.create(values);
  }

  UnsafeRow newImage() {
    return new UnsafeRow(images.length);
  }

  /** Shows images as rows of the columns that SQL was analysed with; only needed ones are right. */
  ProjectingInternalRow newView() {
    return ProjectingInternalRow.apply(seen, seenAt);
  }

  /** Names of the columns to be read from the table, the key's first. */
  List<String> toRead() {
    List<String> all = new ArrayList<>();
    Arrays.stream(keys).forEach(ordinal -> all.add(columns.fieldNames()[ordinal]));
    Arrays.stream(images).forEach(ordinal -> all.add(columns.fieldNames()[ordinal]));
    return all;
  }

  /**
   * @param read vectors of {@link #toRead}
   */
  byte[] key(List<ColumnVector> read, int row) {
    Object[] values = new Object[keys.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = InternalValues.of(read.get(i), row);
    }
    return KeyBytes.of(values);
  }

  /**
   * @param read vectors of {@link #toRead}
   */
  byte[] image(List<ColumnVector> read, int row) {
    Object[] values = new Object[images.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = InternalValues.of(read.get(keys.length + i), row);
    }
    return packed(values);
  }
}
