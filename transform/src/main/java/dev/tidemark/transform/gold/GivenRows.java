package dev.tidemark.transform.gold;

import dev.tidemark.transform.sql.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.physical.SinglePartition$;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.math.BigInt;

/**
 * Rows of this process for Spark, in one partition, so that joins and groups of them need no
 * shuffle. Other than of a local relation, nothing of its rows is worked into a plan.
 */
final class GivenRows {
  private GivenRows() {}

  static RDD<InternalRow> rdd(SparkSession session, StructType schema, List<Row> rows) {
    Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(schema);
    List<InternalRow> converted = new ArrayList<>(rows.size());
    for (Row row : rows) {
      converted.add((InternalRow) converter.apply(row));
    }
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(converted, 1)
        .rdd();
  }

  static Dataset<Row> relation(
      SparkSession session, StructType schema, RDD<InternalRow> rdd, long rows) {
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
    return org.apache.spark.sql.classic.Dataset.ofRows(session, relation);
  }
}
