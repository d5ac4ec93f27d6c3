package dev.tidemark.transform.quality;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
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
 * What came of every rule: {@code _tidemark/expectations}, a line for each rule, partition and
 * interval of a batch. A row is counted once, under the rules that there were when it was first
 * decided.
 */
public final class RuleResults {
  private static final StructType SCHEMA =
      new StructType()
          .add("lane", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add("rule", DataTypes.StringType)
          .add("on_fail", DataTypes.StringType)
          .add(OwnColumns.EPOCH, DataTypes.IntegerType)
          .add(OwnColumns.PARTITION, DataTypes.IntegerType)
          .add("from_offset", DataTypes.LongType)
          .add("until_offset", DataTypes.LongType)
          .add(OwnColumns.INTERVAL, DataTypes.TimestampType)
          .add("checked", DataTypes.LongType)
          .add("failed", DataTypes.LongType)
          .add("committed_at", DataTypes.TimestampType);

  private final OffsetTable table;
  private final String lane;
  private final Clock clock;

  private RuleResults(OffsetTable table, String lane, Clock clock) {
    this.table = requireNonNull(table, "table is null");
    this.lane = requireNonNull(lane, "lane is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  public static RuleResults open(Lake lake, String lane, Configuration hadoop, Clock clock) {
    return over(
        LakeTable.open(TableSpec.of(lake.own("expectations"), SCHEMA), hadoop).compacted(),
        lane,
        clock);
  }

  /** Over a table that has the columns already. */
  public static RuleResults over(OffsetTable table, String lane, Clock clock) {
    return new RuleResults(table, lane, clock);
  }

  /** Offsets whose rows are counted. */
  public Coverage covered() {
    return table.covered();
  }

  /**
   * Nothing counted: no commit.
   *
   * @param tallies of rows that were not counted before
   * @param covered offsets that are counted once this is written
   */
  public void append(List<RuleTallies> tallies, Coverage covered, Fence fence) {
    List<Row> rows = new ArrayList<>();
    for (RuleTallies dataset : tallies) {
      dataset.byPlace().forEach((place, count) -> rows.add(row(dataset, place, count)));
    }
    if (!rows.isEmpty()) {
      SharedAppend.to(table, () -> Append.of(fence.next(), rows, covered));
    }
  }

  private Row row(RuleTallies tallies, RuleTallies.Place place, RuleTallies.Count count) {
    Expectation rule = tallies.dataset().expectations().get(place.rule());
    List<OffsetRange> ranges = tallies.covered().of(place.partition());
    return RowFactory.create(
        lane,
        tallies.dataset().name(),
        rule.name(),
        rule.onFail().toString(),
        place.partition().epoch(),
        place.partition().partition(),
        ranges.get(0).from(),
        ranges.get(ranges.size() - 1).until(),
        place.interval().orElse(null),
        count.checked(),
        count.failed(),
        clock.instant());
  }
}
