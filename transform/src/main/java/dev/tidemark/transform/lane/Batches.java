package dev.tidemark.transform.lane;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.OffsetTable;
import dev.tidemark.transform.table.SharedAppend;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What became of every record: {@code _tidemark/batches}, a line for each dataset, partition and
 * interval of a batch, in which read = applied + superseded + quarantined + filtered.
 */
final class Batches {
  private static final StructType SCHEMA =
      new StructType()
          .add("lane", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add(OwnColumns.EPOCH, DataTypes.IntegerType)
          .add(OwnColumns.PARTITION, DataTypes.IntegerType)
          .add("from_offset", DataTypes.LongType)
          .add("until_offset", DataTypes.LongType)
          .add(OwnColumns.INTERVAL, DataTypes.TimestampType)
          .add("read", DataTypes.LongType)
          .add("applied", DataTypes.LongType)
          .add("superseded", DataTypes.LongType)
          .add("quarantined", DataTypes.LongType)
          .add("filtered", DataTypes.LongType)
          .add("committed_at", DataTypes.TimestampType);

  private final OffsetTable table;
  private final String lane;
  private final Clock clock;
  private final StreamMetrics metrics;

  Batches(OffsetTable table, String lane, Clock clock, StreamMetrics metrics) {
    this.table = table;
    this.lane = lane;
    this.clock = clock;
    this.metrics = metrics;
  }

  static Batches open(
      Lake lake, String lane, Configuration hadoop, Clock clock, StreamMetrics metrics) {
    return new Batches(
        LakeTable.open(TableSpec.of(lake.own("batches"), SCHEMA), hadoop).compacted(),
        lane,
        clock,
        metrics);
  }

  /** Offsets whose records are tallied. */
  Coverage covered() {
    return table.covered();
  }

  void append(List<Tallies> tallies, Coverage covered, Fence fence) {
    List<Row> rows = new ArrayList<>();
    for (Tallies dataset : tallies) {
      dataset.byPlace().forEach((place, tally) -> rows.add(row(dataset, place, tally)));
    }
    if (!rows.isEmpty()) {
      SharedAppend.to(table, () -> Append.of(fence.next(), rows, covered));
      tallies.forEach(this::count);
    }
  }

  /** What the metrics say adds up to what the table says, from the start of the process. */
  private void count(Tallies tallies) {
    Tallies.Tally sum = tallies.sum();
    metrics.records(
        tallies.dataset(), sum.applied(), sum.superseded(), sum.quarantined(), sum.filtered());
  }

  private Row row(Tallies dataset, Tallies.Place place, Tallies.Tally tally) {
    OffsetRange range = span(dataset.covered(), place.partition());
    return RowFactory.create(
        lane,
        dataset.dataset(),
        place.partition().epoch(),
        place.partition().partition(),
        range.from(),
        range.until(),
        place.interval().orElse(null),
        tally.read(),
        tally.applied(),
        tally.superseded(),
        tally.quarantined(),
        tally.filtered(),
        clock.instant());
  }

  private static OffsetRange span(Coverage covered, TopicPartition partition) {
    List<OffsetRange> ranges = covered.of(partition);
    return new OffsetRange(ranges.get(0).from(), ranges.get(ranges.size() - 1).until());
  }
}
