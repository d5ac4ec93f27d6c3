package dev.tidemark.transform.gold;

import dev.tidemark.transform.sql.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.physical.SinglePartition$;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.math.BigInt;

/**
 * Rows of this process for Spark, by the name of their table, each in one partition, so that joins
 * and groups of them need no shuffle. Other than of a local relation, nothing of its rows is worked
 * into a plan. To be closed when what is over them has been run.
 */
final class GivenRows implements AutoCloseable {
  private final SparkSession session;
  private final boolean isLocal;
  private final Map<String, RDD<InternalRow>> tables = new HashMap<>();
  private final List<HeldRows> held = new ArrayList<>();

  GivenRows(SparkSession session) {
    this(session, session.sparkContext().isLocal());
  }

  /**
   * @param isLocal false if tasks may run in other processes, and have their rows sent
   */
  GivenRows(SparkSession session, boolean isLocal) {
    this.session = session;
    this.isLocal = isLocal;
  }

  /** A table's rows. */
  RDD<InternalRow> put(String table, List<InternalRow> rows) {
    RDD<InternalRow> rdd = rdd(rows);
    tables.put(table, rdd);
    return rdd;
  }

  private RDD<InternalRow> rdd(List<InternalRow> rows) {
    SparkContext spark = session.sparkContext();
    if (!isLocal) {
      return JavaSparkContext.fromSparkContext(spark).parallelize(rows, 1).rdd();
    }
    HeldRows here = new HeldRows(spark, rows);
    held.add(here);
    return here;
  }

  boolean has(String table) {
    return tables.containsKey(table);
  }

  Map<String, RDD<InternalRow>> tables() {
    return tables;
  }

  /** Joined by a table of hashes, not by sorting; where a join cannot, Spark passes over that. */
  Dataset<Row> relation(StructType schema, RDD<InternalRow> rdd, long rows) {
    List<Attribute> columns = new ArrayList<>(Trees.list(DataTypeUtils.toAttributes(schema)));
    long bytes = Math.max(1, rows) * schema.defaultSize();
    Statistics size =
        new Statistics(BigInt.apply(bytes), Option.empty(), Statistics.apply$default$3(), false);
    LogicalRDD relation =
        new LogicalRDD(
            Trees.seq(columns),
            rdd,
            SinglePartition$.MODULE$,
            Trees.seq(List.of()),
            false,
            Option.empty(),
            session,
            Option.apply(size),
            Option.empty());
    return org.apache.spark.sql.classic.Dataset.ofRows(session, relation).hint("shuffle_hash");
  }

  @Override
  public void close() {
    held.forEach(HeldRows::close);
  }
}
