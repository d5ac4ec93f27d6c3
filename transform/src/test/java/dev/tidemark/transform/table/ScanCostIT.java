package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.deletion.AddedFile;
import dev.tidemark.transform.deletion.Move;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spark's scan of a table costs after ten thousand small batches that our writer has merged
 * beside them, and of a copy that Spark's OPTIMIZE has compacted, in turns. {@code scripts/bench
 * scan} prints its line.
 */
@Tag("full")
final class ScanCostIT {
  private static final int BATCHES = Integer.getInteger("tidemark.batches", 10_000);
  private static final int ROWS = 2_000_000;

  /** A quarter of a second at 1,500 a second. */
  private static final int CHANGED = 375;

  /** Written at first, at once. */
  private static final int PORTION = 200_000;

  private static final int TIMES = 15;
  private static final StructType COLUMNS =
      StructType.fromDDL("id BIGINT, name STRING, amount DOUBLE");

  @TempDir private Path lake;
  private final Map<Long, RowPosition> places = new HashMap<>();
  private long version;

  @Test
  void afterManyBatches() throws IOException {
    String lived = lake.resolve("lived").toString();
    String compacted = lake.resolve("compacted").toString();
    LakeTable table =
        LakeTable.open(TableSpec.of(lived, COLUMNS), TestSpark.hadoop()).compacted(this::moved);
    for (long first = 0; first < ROWS; first += PORTION) {
      write(table, LongStream.range(first, first + PORTION).boxed().toList());
    }
    Random random = new Random(1);
    for (int batch = 0; batch < BATCHES; batch++) {
      write(table, random.longs(CHANGED, 0, ROWS).distinct().boxed().toList());
    }
    FileUtils.copyDirectory(lake.resolve("lived").toFile(), lake.resolve("compacted").toFile());
    TestSpark.session().sql("OPTIMIZE delta.`%s`".formatted(compacted)).collectAsList();

    List<Long> ofLived = new ArrayList<>();
    List<Long> ofCompacted = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      ofLived.add(nanos(lived));
      ofCompacted.add(nanos(compacted));
    }

    double old = median(ofLived);
    double now = median(ofCompacted);
    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"scan\",\"rows\":%d,\"batches\":%d,\"changed\":%d,\"files\":%d,\"lived-ms\":%.0f,\"compacted-ms\":%.0f,\"ratio\":%.2f}%n",
        ROWS,
        BATCHES,
        CHANGED,
        table.files().size(),
        old,
        now,
        old / now);
    assertThat(TestSpark.session().read().format("delta").load(lived).count()).isEqualTo(ROWS);
  }

  private void write(LakeTable table, List<Long> ids) {
    List<RowPosition> old = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Long id : ids) {
      if (places.containsKey(id)) {
        old.add(places.get(id));
      }
      rows.add(RowFactory.create(id, "name of " + id + " at " + version, id * 0.5));
    }
    version++;
    List<AddedFile> files =
        table.replace(old, Append.of(new TransactionId("tidemark:bench", version), rows));
    int next = 0;
    for (AddedFile file : files) {
      for (long row = 0; row < file.rows(); row++) {
        places.put(ids.get(next++), new RowPosition(file.name(), row));
      }
    }
  }

  private void moved(List<Move> moves) {
    Map<String, Move> byFile = new HashMap<>();
    moves.forEach(move -> byFile.put(move.from(), move));
    places.replaceAll(
        (id, at) -> {
          Move move = byFile.get(at.file());
          return move == null || move.gone().contains((int) at.row())
              ? at
              : new RowPosition(move.to(), move.moved(at.row()));
        });
  }

  private static long nanos(String path) {
    long began = System.nanoTime();
    TestSpark.session()
        .read()
        .format("delta")
        .load(path)
        .selectExpr("sum(amount)", "max(name)", "count(DISTINCT id % 1000)")
        .collectAsList();
    return System.nanoTime() - began;
  }

  private static double median(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow()
        / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
