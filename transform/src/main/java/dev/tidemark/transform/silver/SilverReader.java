package dev.tidemark.transform.silver;

import static java.util.Comparator.naturalOrder;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.time.Interval;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What silver has of an interval. */
public final class SilverReader {
  private final SparkSession spark;
  private final String path;
  private final Dataset dataset;

  public SilverReader(SparkSession spark, Lake lake, Dataset dataset) {
    this.spark = spark;
    this.path = lake.silver(dataset.name());
    this.dataset = dataset;
  }

  /** Tells the key of each row there, deleted ones too. */
  public void keys(Interval range, Consumer<Key> reader) {
    Column[] names =
        dataset.keys().stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    int[] ordinals = IntStream.range(0, names.length).toArray();
    Iterator<Row> rows = within(range).select(names).toLocalIterator();
    while (rows.hasNext()) {
      reader.accept(Key.of(rows.next(), ordinals));
    }
  }

  /** How many rows each of the intervals has, without the deleted ones. */
  public Map<Interval, Long> live(Collection<Interval> ranges) {
    Map<Interval, Long> counts = new HashMap<>();
    if (ranges.isEmpty()) {
      return counts;
    }
    ranges.forEach(range -> counts.put(range, 0L));
    Instant start = ranges.stream().map(Interval::start).min(naturalOrder()).orElseThrow();
    Instant end = ranges.stream().map(Interval::end).max(naturalOrder()).orElseThrow();
    for (Row row :
        within(new Interval(start, end))
            .where(col(OwnColumns.DELETED).equalTo(false))
            .groupBy(OwnColumns.INTERVAL)
            .count()
            .collectAsList()) {
      counts.replaceAll(
          (range, count) -> range.contains(row.getInstant(0)) ? count + row.getLong(1) : count);
    }
    return counts;
  }

  private org.apache.spark.sql.Dataset<Row> within(Interval range) {
    return spark
        .read()
        .format("delta")
        .load(path)
        .where(
            col(OwnColumns.INTERVAL)
                .geq(lit(range.start()))
                .and(col(OwnColumns.INTERVAL).lt(lit(range.end()))));
  }
}
