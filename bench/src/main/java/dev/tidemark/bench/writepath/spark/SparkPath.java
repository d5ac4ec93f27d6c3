package dev.tidemark.bench.writepath.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The programs that ours is held against, and the one that reads the tables of both. */
@Command(name = "spark-path", description = "Plain Spark and Delta over the benchmark's topic.")
public final class SparkPath {
  @Command(description = "Fills a new table from the topic.")
  int load(
      @Option(names = "--kafka", required = true) String kafka,
      @Option(names = "--topic", required = true) String topic,
      @Option(names = "--table", required = true) String table,
      @Option(names = "--end", required = true) String end) {
    SparkSession spark = session();
    spark.sql(
        "create table delta.`%s` (%s) using delta tblproperties ('delta.enableDeletionVectors' = 'true')"
            .formatted(table, Changes.TABLE.toDDL()));
    Dataset<Row> records =
        spark
            .read()
            .format("kafka")
            .option("kafka.bootstrap.servers", kafka)
            .option("subscribe", topic)
            .option("startingOffsets", "earliest")
            .option("endingOffsets", end)
            .load();
    Changes.of(records)
        .drop("number", "deleted")
        .write()
        .format("delta")
        .mode("append")
        .save(table);
    spark.stop();
    return 0;
  }

  @Command(description = "Into the table, as Delta's documentation writes it.")
  int merge(@Mixin Query query) throws TimeoutException, StreamingQueryException {
    return run(query, query.records(session()).writeStream().foreachBatch(new Merge(query.table)));
  }

  @Command(description = "Reads and throws away.")
  int noop(@Mixin Query query) throws TimeoutException, StreamingQueryException {
    return run(query, query.records(session()).writeStream().format("noop"));
  }

  @Command(description = "Reads, parses and throws away.")
  int parse(@Mixin Query query) throws TimeoutException, StreamingQueryException {
    return run(query, Changes.of(query.records(session())).writeStream().format("noop"));
  }

  private static int run(Query query, DataStreamWriter<Row> writer)
      throws TimeoutException, StreamingQueryException {
    writer
        .option("checkpointLocation", query.checkpoint)
        .trigger(query.once ? Trigger.AvailableNow() : Trigger.ProcessingTime(query.triggerMillis))
        .start()
        .awaitTermination();
    return 0;
  }

  @Command(description = "What the rows of a table come to, and the records of a bronze.")
  int found(
      @Option(names = "--table", required = true) String table,
      @Option(names = "--bronze") String bronze,
      @Option(names = "--result", required = true) Path result)
      throws IOException {
    SparkSession spark = session();
    Dataset<Row> all = spark.read().format("delta").load(table);
    List<String> columns = Arrays.asList(all.columns());
    Dataset<Row> standing =
        columns.contains("_deleted") ? all.where(col("_deleted").equalTo(false)) : all;
    Row totals =
        standing
            .agg(
                org.apache.spark.sql.functions.count(lit(1)),
                coalesce(sum("amount_cents"), lit(0L)),
                coalesce(
                    sum(
                        expr(
                            "crc32(cast(concat_ws('|', %s) as binary))"
                                .formatted(String.join(", ", Changes.TABLE.fieldNames())))),
                    lit(0L)))
            .first();
    String json =
        "{\"rows\":%s,\"amountCents\":%s,\"hashes\":%s"
            .formatted(totals.getLong(0), totals.getLong(1), totals.getLong(2));
    if (bronze != null) {
      json += ",\"bronze\":" + records(spark.read().format("delta").load(bronze));
    }
    Files.writeString(result, json + "}");
    spark.stop();
    return 0;
  }

  /** As a number that is right only if no offset is there twice. */
  private static long records(Dataset<Row> bronze) {
    long rows = bronze.count();
    long offsets = bronze.select("_topic", "_epoch", "_partition", "_offset").distinct().count();
    return rows == offsets ? rows : -rows;
  }

  /** Tuned as ours is where a setting is for small machines; the rest is Spark's default. */
  private static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .appName("bench")
            .config("spark.master", "local[*]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new SparkPath()).execute(args));
  }
}
