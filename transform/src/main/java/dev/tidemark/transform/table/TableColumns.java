package dev.tidemark.transform.table;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.TypeWideningMetadata;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A table's columns, read and changed through Spark's Delta: Kernel changes no schema of a table
 * without column mapping. A change is a commit of metadata; no file is written anew.
 */
public final class TableColumns {
  private static final String TYPE_WIDENING = "delta.enableTypeWidening";
  private static final String WALL_CLOCK = "delta.feature.timestampNtz";

  private final DeltaLog log;
  private final String path;

  public TableColumns(SparkSession spark, String path) {
    LogTail.check(path, spark.sessionState().newHadoopConf());
    this.log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path);
    this.path = path;
  }

  /** All columns of the newest version; empty if there is no table. */
  public Optional<StructType> read() {
    org.apache.spark.sql.delta.Snapshot newest = log.update(false, Option.empty(), Option.empty());
    return newest.version() < 0 ? Optional.empty() : Optional.of(newest.schema());
  }

  /**
   * Gives the table these columns in this order. Rows that are there have null in new ones.
   *
   * @param wanted has every column of the table, each of its type or of a wider one
   * @throws StaleWriterException if another process took over
   * @throws ConflictException if somebody else committed meanwhile
   */
  public void change(StructType wanted, Fence fence) {
    StructType had = read().orElseThrow();
    boolean widens = false;
    for (StructField field : had.fields()) {
      widens |= !wanted.apply(field.name()).dataType().equals(field.dataType());
    }
    if (widens && !isWideningAllowed()) {
      // Delta notes how types widen only where an older commit allows it
      commit(had, fence.next());
    }
    commit(wanted, fence.next());
  }

  private boolean isWideningAllowed() {
    return log.update(false, Option.empty(), Option.empty())
        .metadata()
        .configuration()
        .get(TYPE_WIDENING)
        .contains("true");
  }

  private void commit(StructType wanted, TransactionId id) {
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
    if (transaction.txnVersion(id.application()) >= id.version()) {
      throw new StaleWriterException(
          "Table %s refuses new columns by transaction %s of '%s': it has an equal or newer one. Another process holds the lease of this lane; stop one of the two."
              .formatted(path, id.version(), id.application()),
          null);
    }
    Metadata old = transaction.metadata();
    StructType schema =
        TypeWideningMetadata.addTypeWideningMetadata(
            transaction, remembering(wanted, old.schema()), old.schema());
    transaction.updateMetadata(
        new Metadata(
            old.id(),
            old.name(),
            old.description(),
            old.format(),
            schema.json(),
            old.partitionColumns(),
            configuration(old, wanted),
            old.createdTime()),
        false);
    List<Action> actions =
        List.of(
            new SetTransaction(
                id.application(), id.version(), Option.apply(System.currentTimeMillis())));
    try {
      transaction.commit(
          CollectionConverters.asScala(actions).toSeq(),
          new DeltaOperations.UpdateSchema(old.schema(), schema));
    } catch (DeltaConcurrentModificationException e) {
      throw new ConflictException(
          "Table %s: new columns met a commit of somebody else: %s".formatted(path, e.getMessage()),
          e);
    }
  }

  /** What Delta wants to be told before a schema may have it. */
  @SuppressWarnings("unchecked") // Scala's map gives itself back without its types
  private static scala.collection.immutable.Map<String, String> configuration(
      Metadata old, StructType wanted) {
    scala.collection.immutable.Map<String, String> configuration = old.configuration();
    if (wanted.equals(old.schema())) {
      configuration =
          (scala.collection.immutable.Map<String, String>)
              configuration.updated(TYPE_WIDENING, "true");
    }
    boolean wallClock =
        Arrays.stream(wanted.fields()).anyMatch(f -> f.dataType() instanceof TimestampNTZType);
    return wallClock
        ? (scala.collection.immutable.Map<String, String>)
            configuration.updated(WALL_CLOCK, "supported")
        : configuration;
  }

  /** With what the fields that were there have noted, such as the types they had. */
  private static StructType remembering(StructType wanted, StructType had) {
    StructField[] fields = wanted.fields();
    for (int i = 0; i < fields.length; i++) {
      if (had.getFieldIndex(fields[i].name()).isDefined()) {
        fields[i] =
            new StructField(
                fields[i].name(),
                fields[i].dataType(),
                true,
                had.apply(fields[i].name()).metadata());
      }
    }
    return new StructType(fields);
  }
}
