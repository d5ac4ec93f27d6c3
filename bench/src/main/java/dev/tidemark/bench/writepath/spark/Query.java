package dev.tidemark.bench.writepath.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** What every streaming query is told. */
final class Query {
  @Option(names = "--kafka", required = true)
  private String kafka;

  @Option(names = "--topic", required = true)
  private String topic;

  @Option(names = "--table", required = true)
  String table;

  @Option(names = "--checkpoint", required = true)
  String checkpoint;

  @Option(names = "--start", required = true)
  private String start;

  @Option(names = "--batch", required = true)
  private long batch;

  @Option(names = "--trigger-ms", defaultValue = "0")
  long triggerMillis;

  @Option(names = "--once")
  boolean once;

  /** The topic from the start, or from where the checkpoint is. */
  Dataset<Row> records(SparkSession spark) {
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", kafka)
        .option("subscribe", topic)
        .option("startingOffsets", start)
        .option("maxOffsetsPerTrigger", batch)
        .option("kafka.isolation.level", "read_committed")
        .option("kafka.fetch.max.wait.ms", "20")
        .load();
  }
}
