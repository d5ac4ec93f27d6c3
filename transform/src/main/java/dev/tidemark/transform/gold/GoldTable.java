package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.scan.PlacedRow;
import dev.tidemark.transform.scan.Starts;
import dev.tidemark.transform.scan.TableScan;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** The table of one model: one row per key, groups that vanished kept as deleted. */
final class GoldTable {
  private static final String DEFINITION = "tidemark.definition";
  private static final String KEY = "tidemark.key";

  private final AnalysedModel model;
  private final String path;
  private final TableScan scan;
  private LakeTable table;

  private GoldTable(AnalysedModel model, String path, TableScan scan) {
    this.model = model;
    this.path = path;
    this.scan = scan;
  }

  /** Opens the table; one whose columns or key are no longer the model's is emptied. */
  static GoldTable open(
      AnalysedModel model, String path, SparkSession spark, DecodedFiles decoded) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    GoldTable gold = new GoldTable(model, path, new TableScan(path, hadoop, decoded));
    StructType wanted = schema(model);
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path);
    boolean exists = log.update(false, Option.empty(), Option.empty()).version() >= 0;
    if (exists && !sameColumns(spark.read().format("delta").load(path).schema(), wanted)) {
      gold.empty(spark, wanted);
    }
    gold.table = LakeTable.open(TableSpec.of(path, wanted), hadoop).compacted();
    String key = String.join(",", model.model().key());
    if (gold.table.domain(KEY).filter(had -> !had.equals(key)).isPresent()) {
      gold.empty(spark, wanted);
      gold.table.refresh();
    }
    return gold;
  }

  /** The SELECT's columns, then Tidemark's. */
  static StructType schema(AnalysedModel model) {
    return model
        .schema()
        .add(OwnColumns.INTERVAL, DataTypes.TimestampType)
        .add(OwnColumns.VERSION, DataTypes.LongType)
        .add(OwnColumns.DELETED, DataTypes.BooleanType);
  }

  private static boolean sameColumns(StructType one, StructType other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!Objects.equals(one.fields()[i].name(), other.fields()[i].name())
          || !one.fields()[i].dataType().sameType(other.fields()[i].dataType())) {
        return false;
      }
    }
    return true;
  }

  private void empty(SparkSession spark, StructType schema) {
    spark
        .createDataFrame(List.of(), schema)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .save(path);
  }

  /** False if the rows are of another definition of the model, or there are none yet. */
  boolean isOfThisDefinition() {
    return table.domain(DEFINITION).filter(model.fingerprint()::equals).isPresent();
  }

  /** The newest mark that the table has answered; 0 if none. */
  long answered() {
    return table.transaction(application()).orElse(0);
  }

  private String application() {
    return "tidemark:gold:" + model.model().name();
  }

  Dataset<Row> rows(SparkSession session) {
    return session.read().format("delta").load(path);
  }

  /** Rows of these intervals, deleted ones too; empty if they are better read by Spark. */
  Optional<List<PlacedRow>> placed(Starts starts) {
    return scan.newest().orElseThrow().placed(starts);
  }

  static Column isLive() {
    return not(col(OwnColumns.DELETED));
  }

  /**
   * Rows in the place of others, in one commit; both may be none.
   *
   * @param old where the rows of the same keys stand in the newest version
   */
  void replace(List<RowPosition> old, List<Row> rows, long mark) {
    table.replace(old, Append.of(new TransactionId(application(), mark), rows));
  }

  /** Rows of any number to a table without rows. */
  void fill(Dataset<Row> rows, long mark) {
    rows.write()
        .format("delta")
        .mode("append")
        .option("txnAppId", application())
        .option("txnVersion", Long.toString(mark))
        .save(path);
    table.refresh();
  }

  /**
   * Puts each row in the place of the one that has its key.
   *
   * @param session of this caller alone: Spark takes the transaction's name from its settings
   * @param place true for all rows that may be replaced, over columns of {@code t}
   */
  void merge(SparkSession session, Dataset<Row> rows, Column place, long mark) {
    Column same = place;
    for (String key : model.model().key()) {
      same = same.and(col("t.`" + key + "`").eqNullSafe(col("s.`" + key + "`")));
    }
    session.conf().set("spark.databricks.delta.write.txnAppId", application());
    session.conf().set("spark.databricks.delta.write.txnVersion", Long.toString(mark));
    try {
      DeltaTable.forPath(session, path)
          .as("t")
          .merge(rows.as("s"), same)
          .whenMatched()
          .updateAll()
          .whenNotMatched()
          .insertAll()
          .execute();
    } finally {
      session.conf().unset("spark.databricks.delta.write.txnAppId");
      session.conf().unset("spark.databricks.delta.write.txnVersion");
    }
    table.refresh();
  }

  /** All rows follow from the model as it is now. */
  void setDefinition(long mark) {
    table.append(
        new Append(
            new TransactionId(application() + ":definition", mark),
            List.of(),
            Coverage.NONE,
            Map.of(DEFINITION, model.fingerprint(), KEY, String.join(",", model.model().key()))));
  }

  void refresh() {
    table.refresh();
  }

  AnalysedModel model() {
    return model;
  }
}
