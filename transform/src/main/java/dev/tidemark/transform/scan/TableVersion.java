package dev.tidemark.transform.scan;

import dev.tidemark.transform.deletion.FollowedFiles;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.deletion.StoredFile;
import dev.tidemark.transform.rows.JavaValues;
import io.delta.kernel.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One version of a table; what is read of it stays the same, whatever is committed meanwhile. */
public final class TableVersion {
  /** More rows than this in the files of one read are Spark's work. */
  static final long MOST_ROWS = 1_000_000;

  /** More bytes than this in files that have to be decoded are Spark's work. */
  static final long MOST_BYTES = 64L << 20;

  /** Where the log does not tell how many rows a file has: a row is not shorter. */
  private static final long LEAST_ROW = 8;

  private final FollowedFiles.Version version;
  private final FileRead files;
  private final StructType schema;

  private TableVersion(FollowedFiles.Version version, FileRead files, StructType schema) {
    this.version = version;
    this.files = files;
    this.schema = schema;
  }

  static TableVersion of(FollowedFiles.Version version, Engine engine, DecodedFiles decoded) {
    StructType schema = plain((StructType) DataType.fromJson(version.sparkSchema()));
    return new TableVersion(version, new FileRead(engine, version, schema, decoded), schema);
  }

  private static StructType plain(StructType stored) {
    StructType schema = new StructType();
    for (StructField field : stored.fields()) {
      schema = schema.add(field.name(), field.dataType());
    }
    return schema;
  }

  long number() {
    return version.number();
  }

  /** All columns of the table, in its order. */
  public StructType schema() {
    return schema;
  }

  /**
   * Rows that are wanted, in the columns of {@link #schema}, not to be changed, in no order; empty
   * if they are better read by Spark.
   */
  public Optional<List<InternalRow>> rows(Starts starts) {
    return rows(starts, row -> true);
  }

  /**
   * {@link #rows(Starts)} of which more is known.
   *
   * @param filter false for rows that are not wanted
   */
  public Optional<List<InternalRow>> rows(Starts starts, Predicate<InternalRow> filter) {
    Optional<List<Chosen>> chosen = chosen(starts);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    List<InternalRow> rows = new ArrayList<>();
    for (Chosen one : chosen.get()) {
      files.read(
          one.file(),
          one.rows(),
          starts,
          (number, row) -> {
            if (filter.test(row)) {
              rows.add(row);
            }
          });
    }
    return Optional.of(rows);
  }

  /** {@link #rows} with Java's values, and where they stand. */
  public Optional<List<PlacedRow>> placed(Starts starts) {
    Optional<List<Chosen>> chosen = chosen(starts);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    JavaValues.Rows java = new JavaValues.Rows(schema);
    List<PlacedRow> rows = new ArrayList<>();
    for (Chosen one : chosen.get()) {
      String path = one.file().path();
      String name = path.substring(path.lastIndexOf('/') + 1);
      files.read(
          one.file(),
          one.rows(),
          starts,
          (number, row) -> rows.add(new PlacedRow(java.of(row), new RowPosition(name, number))));
    }
    return Optional.of(rows);
  }

  /** A file and how many rows it has, about. */
  private record Chosen(StoredFile file, long rows) {}

  /** Empty if it is too much, or not to be read like this. */
  private Optional<List<Chosen>> chosen(Starts starts) {
    if (!version.plain()) {
      return Optional.empty();
    }
    List<Chosen> chosen = new ArrayList<>();
    long rows = 0;
    long bytes = 0;
    for (StoredFile file : version.files()) {
      FileStatistics statistics = FileStatistics.of(file.statistics());
      if (starts.mayBeIn(statistics)) {
        long size = statistics.rows().orElse(file.bytes() / LEAST_ROW);
        chosen.add(new Chosen(file, size));
        rows += size;
        bytes += files.isDecoded(file) ? 0 : file.bytes();
      }
    }
    return rows > MOST_ROWS || bytes > MOST_BYTES ? Optional.empty() : Optional.of(chosen);
  }
}
