package dev.tidemark.transform;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.files.LocalFilesConf;
import dev.tidemark.transform.table.LakeTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** What the job needs of Spark; whatever spark-submit or spark-defaults.conf say otherwise wins. */
public final class SparkSettings {
  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    DEFAULTS.put(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    DEFAULTS.put("spark.sql.shuffle.partitions", "2");
    DEFAULTS.put("spark.databricks.delta.snapshotPartitions", "2");
    DEFAULTS.put("spark.databricks.delta.optimize.maxThreads", "2");
    DEFAULTS.put("spark.sql.streaming.minBatchesToRetain", "10");
    // a batch that is larger fails before it takes the heap; the lane reads fewer records then
    DEFAULTS.put("spark.driver.maxResultSize", Runtime.getRuntime().maxMemory() / 4 + "b");
    DEFAULTS.put("spark.ui.retainedJobs", "200");
    DEFAULTS.put("spark.ui.retainedStages", "200");
    DEFAULTS.put("spark.sql.ui.retainedExecutions", "100");
    DEFAULTS.put("spark.cleaner.periodicGC.interval", "10min");
  }

  private SparkSettings() {}

  /** The session of the streaming job; times are UTC whatever the machine thinks. */
  static SparkSession session(String name, Conf whole) {
    SparkConf conf = withDefaults(whole);
    return started(conf, name);
  }

  /** A session of a command that ends by itself: no UI. */
  public static SparkSession withoutUi(String name, Conf whole) {
    SparkConf conf = withDefaults(whole).set("spark.ui.enabled", "false");
    return started(conf, name);
  }

  private static SparkConf withDefaults(Conf whole) {
    SparkConf conf = new SparkConf();
    DEFAULTS.forEach(conf::setIfMissing);
    LocalFilesConf.of(whole.platform().durability())
        .forEach((key, value) -> conf.setIfMissing("spark.hadoop." + key, value));
    conf.setIfMissing(
        "spark.hadoop." + LakeTable.RETENTION,
        Long.toString(whole.platform().retention().toMillis()));
    if (conf.get("spark.master", "local[*]").startsWith("local")) {
      conf.setIfMissing("spark.master", "local[*]");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.datetime.java8API.enabled", "true");
    return conf;
  }

  private static SparkSession started(SparkConf conf, String name) {
    SparkSession spark = SparkSession.builder().config(conf).appName(name).getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }
}
