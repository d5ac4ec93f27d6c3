package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Platform.Durability;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a commit costs by what it survives: 100 rows in, 100 of the commit before out, in turns so
 * that both meet the same machine. {@code scripts/bench commits} prints its line.
 */
@Tag("full")
final class CommitCostIT {
  private static final int WARM = 100;
  private static final int COUNTED = 300;
  private static final int ROWS = 100;

  @TempDir private Path lake;

  @Test
  void ofBothPolicies() throws Exception {
    Writer process = new Writer(Durability.PROCESS);
    Writer power = new Writer(Durability.POWER);

    for (int i = 0; i < WARM + COUNTED; i++) {
      process.commit();
      power.commit();
    }

    System.out.printf(
        Locale.ROOT,
        "{\"bench\":\"commits\",\"rows\":%d,\"commits\":%d,\"process\":%s,\"power\":%s}%n",
        ROWS,
        COUNTED,
        process.figures(),
        power.figures());
    assertThat(process.table.version()).isEqualTo(WARM + COUNTED);
    assertThat(power.table.version()).isEqualTo(WARM + COUNTED);
  }

  private final class Writer {
    private final Path folder;
    private final LakeTable table;
    private final List<Long> nanos = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();
    private List<RowPosition> last = List.of();
    private long version;

    Writer(Durability durability) {
      Configuration hadoop = TestSpark.hadoop(durability);
      hadoop.setBoolean("fs.file.impl.disable.cache", true);
      folder = lake.resolve(durability.name());
      table =
          LakeTable.open(
              TableSpec.of(folder.toString(), StructType.fromDDL("id BIGINT, a STRING, b DOUBLE")),
              hadoop);
    }

    void commit() throws Exception {
      List<Row> rows =
          LongStream.range(0, ROWS)
              .mapToObj(id -> RowFactory.create(id, "some text " + id + version, id * 0.1))
              .toList();
      long start = System.nanoTime();
      table.replace(last, Append.of(new TransactionId("bench", ++version), rows));
      nanos.add(System.nanoTime() - start);
      String file = newFile();
      last = LongStream.range(0, ROWS).mapToObj(row -> new RowPosition(file, row)).toList();
      last = version % 2 == 0 ? last.subList(0, ROWS / 2) : last; // every other leaves a vector
    }

    private String newFile() throws Exception {
      try (Stream<Path> all = Files.list(folder)) {
        List<String> names =
            all.map(path -> path.getFileName().toString())
                .filter(name -> name.endsWith(".parquet") && known.add(name))
                .toList();
        return names.get(0);
      }
    }

    String figures() {
      long[] sorted =
          nanos.subList(WARM, nanos.size()).stream().mapToLong(Long::longValue).sorted().toArray();
      return String.format(
          Locale.ROOT,
          "{\"p50-ms\":%.1f,\"p95-ms\":%.1f,\"mean-ms\":%.1f}",
          sorted[sorted.length / 2] / (double) TimeUnit.MILLISECONDS.toNanos(1),
          sorted[sorted.length * 95 / 100] / (double) TimeUnit.MILLISECONDS.toNanos(1),
          Arrays.stream(sorted).average().orElse(0) / TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
