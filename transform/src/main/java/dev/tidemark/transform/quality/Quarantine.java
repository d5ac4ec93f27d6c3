package dev.tidemark.transform.quality;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.registry.WriterSchemas;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.OffsetTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of records kept aside, of all datasets. Appended before silver covers the batch, so
 * that a crash in between repeats it, and each record once.
 */
public final class Quarantine {
  static final StructType COLUMNS =
      new StructType()
          .add("dataset", DataTypes.StringType)
          .add("code", DataTypes.StringType)
          .add("message", DataTypes.StringType)
          .add("topic", DataTypes.StringType)
          .add(OwnColumns.EPOCH, DataTypes.IntegerType)
          .add(OwnColumns.PARTITION, DataTypes.IntegerType)
          .add(OwnColumns.OFFSET, DataTypes.LongType)
          .add(OwnColumns.TIMESTAMP, DataTypes.TimestampType)
          .add("key", DataTypes.BinaryType)
          .add("value", DataTypes.BinaryType)
          .add(
              "headers",
              DataTypes.createArrayType(
                  new StructType()
                      .add("key", DataTypes.StringType)
                      .add("value", DataTypes.BinaryType)))
          .add(OwnColumns.SCHEMA_ID, DataTypes.IntegerType)
          .add("lane", DataTypes.StringType)
          .add("quarantined_at", DataTypes.TimestampType);

  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
  private static final int ATTEMPTS = 10; // lanes share the table

  private final OffsetTable table;
  private final String lane;
  private final Clock clock;

  private Quarantine(OffsetTable table, String lane, Clock clock) {
    this.table = table;
    this.lane = requireNonNull(lane, "lane is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  public static Quarantine open(SparkSession spark, Lake lake, String lane, Clock clock) {
    LakeTable table =
        LakeTable.open(
            TableSpec.of(lake.own("quarantine"), COLUMNS), spark.sessionState().newHadoopConf());
    return over(table.compacted(), lane, clock);
  }

  /** Over a table that has the columns already. */
  public static Quarantine over(OffsetTable table, String lane, Clock clock) {
    return new Quarantine(table, lane, clock);
  }

  public Coverage covered() {
    return table.covered();
  }

  /**
   * Keeps the records whose offsets the table has not covered; none of them new: no commit.
   *
   * @param covered what is decided once this is written: silver's offsets of the dataset and the
   *     batch's, so that the ranges stay few
   * @return how many were new
   */
  public long append(List<Quarantined> records, Coverage covered, Fence fence) {
    for (int attempt = 1; ; attempt++) {
      Coverage known = table.covered();
      Instant now = clock.instant();
      List<Row> rows =
          records.stream()
              .filter(
                  kept -> !known.contains(kept.record().topicPartition(), kept.record().offset()))
              .map(kept -> row(kept, now))
              .toList();
      if (rows.isEmpty()) {
        return 0;
      }
      try {
        table.append(Append.of(fence.next(), rows, covered));
        return rows.size();
      } catch (ConflictException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.atInfo()
            .addKeyValue("attempt", attempt)
            .addKeyValue("conflict", e.getMessage())
            .log("somebody else committed to quarantine; the records are compared with it anew");
        table.refresh();
      }
    }
  }

  private Row row(Quarantined kept, Instant now) {
    KafkaRecord record = kept.record();
    OptionalInt schema = WriterSchemas.idOf(record.value());
    return RowFactory.create(
        kept.dataset(),
        kept.code(),
        kept.message(),
        record.topic(),
        record.epoch(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers().stream()
            .map(header -> RowFactory.create(header.key(), header.value()))
            .toList(),
        schema.isPresent() ? schema.getAsInt() : null,
        lane,
        now);
  }
}
