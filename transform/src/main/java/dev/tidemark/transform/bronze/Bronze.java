package dev.tidemark.transform.bronze;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.OffsetTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dataset's bronze table: each record once, whatever is delivered twice. The offsets it covers
 * are the authority on what was read from Kafka.
 */
public final class Bronze {
  private static final Logger LOG = LoggerFactory.getLogger(Bronze.class);
  private static final int ATTEMPTS = 5;

  private final Dataset dataset;
  private final OffsetTable table;
  private final Reading reading;
  private final Clock clock;

  Bronze(Dataset dataset, OffsetTable table, Reading reading, Clock clock) {
    this.dataset = dataset;
    this.table = table;
    this.reading = reading;
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Opens the dataset's bronze table, or makes it. */
  public static Bronze open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    TableSpec spec =
        new TableSpec(
            lake.bronze(dataset.name()), BronzeRows.COLUMNS, List.of(OwnColumns.INGESTED_DAY));
    LakeTable table = LakeTable.open(spec, spark.sessionState().newHadoopConf());
    return new Bronze(dataset, table.compacted(), new BronzeScan(spark, spec.path()), clock);
  }

  public Dataset dataset() {
    return dataset;
  }

  /** From here on, commits of older terms are refused. */
  public void fence(Fence fence) {
    table.append(Append.of(fence.next(), List.of()));
  }

  /** The dataset was taken from another lane, whose commits are refused from here on. */
  public void retire(String application) {
    table.retire(application);
  }

  public Coverage covered() {
    return table.covered();
  }

  /**
   * Appends what bronze has not covered, in one commit, or none if all of the batch is covered.
   *
   * @param batch the offsets read, with markers and aborted records between them; a record outside
   *     is a bug of the caller
   * @return how many records were new
   * @throws dev.tidemark.transform.table.StaleWriterException if another process took over
   */
  public long append(List<KafkaRecord> records, Coverage batch, Fence fence) {
    for (int attempt = 1; ; attempt++) {
      Coverage news = batch.without(table.covered());
      if (news.isEmpty()) {
        return 0;
      }
      List<Row> rows = rows(records, batch, news);
      try {
        table.append(Append.of(fence.next(), rows, news));
        return rows.size();
      } catch (ConflictException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.atWarn()
            .addKeyValue("dataset", dataset.name())
            .addKeyValue("attempt", attempt)
            .addKeyValue("conflict", e.getMessage())
            .log("somebody else committed to bronze; the batch is trimmed anew");
        table.refresh();
      }
    }
  }

  /**
   * Tells the records of these ranges, as far as bronze has them, partition by partition in the
   * order of offsets, in chunks that span at most {@code chunk} offsets each.
   */
  public void read(Coverage ranges, int chunk, ChunkReader reader) {
    ranges
        .asMap()
        .forEach(
            (partition, parts) -> {
              for (OffsetRange part : parts) {
                for (long from = part.from(); from < part.until(); from += chunk) {
                  OffsetRange span = new OffsetRange(from, Math.min(part.until(), from + chunk));
                  reader.accept(reading.read(partition, span), Coverage.NONE.with(partition, span));
                }
              }
            });
  }

  private List<Row> rows(List<KafkaRecord> records, Coverage batch, Coverage news) {
    Instant now = clock.instant();
    for (KafkaRecord record : records) {
      if (!batch.contains(record.topicPartition(), record.offset())) {
        throw new IllegalArgumentException(
            "%s is not in the batch's offsets %s".formatted(record, batch));
      }
    }
    return records.stream()
        .filter(record -> news.contains(record.topicPartition(), record.offset()))
        .map(record -> BronzeRows.of(record, now))
        .toList();
  }

  /** Finds records that were appended. */
  interface Reading {
    /** In the order of offsets. */
    List<KafkaRecord> read(TopicPartition partition, OffsetRange span);
  }

  /** Takes one chunk. */
  public interface ChunkReader {
    /**
     * @param records in the order of offsets; may be empty
     * @param covered the offsets that the chunk stands for
     */
    void accept(List<KafkaRecord> records, Coverage covered);
  }
}
