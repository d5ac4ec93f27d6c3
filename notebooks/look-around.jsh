// # Look around in the lake
//
// A notebook of plain Java: run it whole with `scripts/tidemark notebook notebooks/look-around.jsh`, or open it in an
// editor and send it to JShell piece by piece. It only reads, so a stream may go on writing meanwhile. The lake is that of
// the devstack (TIDEMARK_LAKE), else ./lake.

import org.apache.spark.sql.*;

String lake = System.getenv().getOrDefault("TIDEMARK_LAKE", "./lake");

// One small Spark in this process, which knows Delta tables. Times are UTC, as everywhere in Tidemark.
SparkSession spark = SparkSession.builder().master("local[2]").appName("look around").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension").config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog").config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "2").config("spark.databricks.delta.snapshotPartitions", "2").getOrCreate();
spark.sparkContext().setLogLevel("ERROR");

// The tables are folders: bronze/<dataset>, silver/<dataset>, gold/<model>, and Tidemark's own below _tidemark.
Dataset<Row> table(String path) {
  return spark.read().format("delta").load(lake + "/" + path);
}

List<String> folders(String path) throws Exception {
  var folder = new org.apache.hadoop.fs.Path(lake, path);
  var files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
  if (!files.exists(folder)) {
    return List.of();
  }
  return Arrays.stream(files.listStatus(folder)).map(status -> status.getPath().getName()).sorted().toList();
}

boolean has(String path) throws Exception {
  var log = new org.apache.hadoop.fs.Path(lake, path + "/_delta_log");
  return log.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(log);
}

List<String> datasets = folders("bronze");
System.out.println("Lake " + lake + " has " + datasets.size() + " datasets: " + String.join(", ", datasets));

// ## Bronze: every record as it came
//
// Which offsets of which topic are here. `records` may be fewer than the span from `first` to `last`: markers of
// transactions have offsets too. A partition whose topic was made anew has a higher epoch.
for (String dataset : datasets) {
  System.out.println("Bronze " + dataset);
  table("bronze/" + dataset).groupBy("_topic", "_epoch", "_partition").agg(functions.count("*").as("records"), functions.min("_offset").as("first"), functions.max("_offset").as("last")).orderBy("_topic", "_epoch", "_partition").show(100, false);
}

// ## Silver: one row for each key
//
// The rows of the newest changes, decoded. `_op` is what happened last (c, u, r or d), `_offset` where it was read.
// Deleted rows stay as tombstones, with their last values.
for (String dataset : datasets) {
  if (has("silver/" + dataset)) {
    Dataset<Row> silver = table("silver/" + dataset);
    System.out.println("Silver " + dataset + ": " + silver.where("NOT _deleted").count() + " rows, " + silver.where("_deleted").count() + " deleted");
    silver.orderBy(functions.col("_epoch").desc(), functions.col("_offset").desc()).show(3, 40, false);
  }
}

// ## Quarantine: what could not become a row
//
// By reason, with one example each. Nothing here is lost: key and value are kept as they came.
if (has("_tidemark/quarantine")) {
  Dataset<Row> kept = table("_tidemark/quarantine");
  System.out.println("Quarantine: " + kept.count() + " records");
  kept.groupBy("dataset", "code").agg(functions.count("*").as("records"), functions.max("message").as("for example")).orderBy("dataset", "code").show(50, 120, false);
} else {
  System.out.println("Quarantine: 0 records");
}

// ## Batches: nothing is dropped in silence
//
// Of every record read one of four things came. They must add up, and to what bronze has.
long wrong = 0;
if (has("_tidemark/batches")) {
  for (Row sum : table("_tidemark/batches").groupBy("dataset").agg(functions.sum("read"), functions.sum("applied"), functions.sum("superseded"), functions.sum("quarantined"), functions.sum("filtered")).orderBy("dataset").collectAsList()) {
    long parts = sum.getLong(2) + sum.getLong(3) + sum.getLong(4) + sum.getLong(5);
    long bronze = table("bronze/" + sum.getString(0)).count();
    boolean adds = sum.getLong(1) == parts && sum.getLong(1) == bronze;
    wrong += adds ? 0 : 1;
    System.out.println("Batches " + sum.getString(0) + ": read " + sum.getLong(1) + " = applied " + sum.getLong(2) + " + superseded " + sum.getLong(3) + " + quarantined " + sum.getLong(4) + " + filtered " + sum.getLong(5) + "; bronze has " + bronze + (adds ? ": adds up" : ": DOES NOT ADD UP"));
  }
}

spark.stop();
/exit (int) wrong
