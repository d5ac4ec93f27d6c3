package dev.tidemark.transform.publish;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/** Facts about Delta tables that Spark's reader does not tell. */
final class DeltaTables {
  private DeltaTables() {}

  /** Given once when the table is made; another table at the same path has another. */
  static String id(SparkSession spark, String path) {
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path);
    return log.update(false, Option.empty(), Option.empty()).metadata().id();
  }
}
