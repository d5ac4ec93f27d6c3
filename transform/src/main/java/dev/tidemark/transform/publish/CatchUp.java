package dev.tidemark.transform.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import com.clickhouse.client.api.query.GenericRecord;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.publish.ModelTable.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a model's table with gold, interval by interval, and sends what is missing. */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  /** Stands for the null interval in maps and joins. */
  private static final long NOWHERE = Long.MIN_VALUE;

  private static final StructType VERSIONS =
      new StructType().add("_start", DataTypes.LongType).add("_published", DataTypes.LongType);

  private final ClickHouse clickHouse;
  private final ModelTable table;
  private final Dataset<Row> gold;
  private final int block;

  CatchUp(ClickHouse clickHouse, ModelTable table, Dataset<Row> gold, int block) {
    this.clickHouse = clickHouse;
    this.table = table;
    this.gold = gold;
    this.block = block;
  }

  /** Rows sent. */
  long run() {
    clickHouse.execute("CREATE DATABASE IF NOT EXISTS `%s`".formatted(table.database()));
    Optional<Shape> found = found();
    if (found.isPresent() && !found.get().equals(table.shape())) {
      return replace();
    }
    clickHouse.execute(table.create(table.name()));
    return sendMissing();
  }

  /** Fills a table of the new shape beside the old one, then lets the two change places. */
  private long replace() {
    LOG.atInfo()
        .addKeyValue("model", table.model().model().name())
        .log("model's table is of another definition and is made anew");
    clickHouse.execute("DROP TABLE IF EXISTS " + table.nextName());
    clickHouse.execute(table.create(table.nextName()));
    long sent = insert(table.nextName(), gold.sort(OwnColumns.INTERVAL).toLocalIterator());
    clickHouse.execute("EXCHANGE TABLES %s AND %s".formatted(table.nextName(), table.name()));
    clickHouse.execute("DROP TABLE " + table.nextName());
    return sent;
  }

  private long sendMissing() {
    Map<Long, Long> published = published();
    Dataset<Row> starts =
        gold.withColumn(
            "_start",
            coalesce(
                org.apache.spark.sql.functions.unix_micros(col(OwnColumns.INTERVAL)),
                lit(NOWHERE)));
    List<Row> behind = new ArrayList<>();
    starts
        .groupBy("_start")
        .agg(max(OwnColumns.VERSION))
        .collectAsList()
        .forEach(
            row -> {
              long has = published.getOrDefault(row.getLong(0), -1L);
              if (has < row.getLong(1)) {
                behind.add(RowFactory.create(row.getLong(0), has));
              }
            });
    if (behind.isEmpty()) {
      return 0;
    }
    SparkSession spark = gold.sparkSession();
    Dataset<Row> missing =
        starts
            .join(spark.createDataFrame(behind, VERSIONS), "_start")
            .where(col(OwnColumns.VERSION).gt(col("_published")))
            .drop("_start", "_published")
            .sort(OwnColumns.INTERVAL);
    return insert(table.name(), missing.toLocalIterator());
  }

  /** The newest version of each interval, by its start in microseconds. */
  private Map<Long, Long> published() {
    Map<Long, Long> versions = new HashMap<>();
    String sql =
        "SELECT ifNull(toUnixTimestamp64Micro(_interval), toInt64(%s)) AS start, max(_version) AS version FROM %s GROUP BY start"
            .formatted(NOWHERE + 1, table.name());
    for (GenericRecord row : clickHouse.query(sql)) {
      long start = row.getLong("start");
      versions.put(start == NOWHERE + 1 ? NOWHERE : start, row.getLong("version"));
    }
    return versions;
  }

  private long insert(String into, Iterator<Row> rows) {
    return new Blocks(
            table,
            block,
            each ->
                clickHouse.insert(
                    into, table.columnNames(), each.bytes(), each.rows(), each.token()))
        .cut(rows);
  }

  private Optional<Shape> found() {
    String where =
        "database = '%s' AND %%s = '%s'".formatted(table.database(), table.model().model().name());
    Map<String, String> columns = new TreeMap<>();
    clickHouse
        .query("SELECT name, type FROM system.columns WHERE " + where.formatted("table"))
        .forEach(row -> columns.put(row.getString("name"), row.getString("type")));
    return clickHouse
        .query("SELECT sorting_key, comment FROM system.tables WHERE " + where.formatted("name"))
        .stream()
        .map(row -> new Shape(columns, row.getString("sorting_key"), row.getString("comment")))
        .findFirst();
  }
}
