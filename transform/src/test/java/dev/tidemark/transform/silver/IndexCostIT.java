package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Needs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an index of a million keys takes and how long it is read from silver, for keys and images of
 * several widths. {@code scripts/bench index} prints its lines.
 */
@Tag("full")
final class IndexCostIT {
  private static final long KEYS = 1_000_000;
  private static final IndexMemory ROOM = new IndexMemory(1L << 30);

  @TempDir private Path folder;

  private record Shape(Dataset dataset, List<String> values, Set<String> image) {}

  @Test
  void ofAMillionKeys() {
    for (Shape shape : shapes()) {
      Lake lake = new Lake(folder.resolve(shape.dataset().name()).toString());
      Dataset dataset = Datasets.upsert(shape.dataset(), UpsertBy.INDEXED);
      SilverUpserts upserts =
          new SilverUpserts(
              lake,
              Map.of(dataset.name(), new Needs(shape.image(), List.of())),
              ROOM,
              Clock.systemUTC());
      fill(shape, upserts, lake, dataset);
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        System.out.println(measured(shape, upserts, dataset, nanos));
      }
    }
  }

  private static List<Shape> shapes() {
    return List.of(
        new Shape(
            Datasets.of("bigint", List.of("id"), "id bigint", "name string"),
            List.of("id", "concat('name ', id)"),
            Set.of()),
        new Shape(
            Datasets.of(
                "bigint_marked", List.of("id"), "id bigint", "parent bigint", "at timestamp"),
            List.of("id", "id % 1000", "timestamp_micros(1700000000000000 + id * 1000000)"),
            Set.of("parent", "at")),
        new Shape(
            Datasets.of("uuid_and_int", List.of("id", "line"), "id string", "line int"),
            List.of("uuid()", "CAST(id % 7 AS INT)"),
            Set.of()));
  }

  /** By Spark, as any other writer would. */
  private static void fill(Shape shape, SilverUpserts upserts, Lake lake, Dataset dataset) {
    upserts.open(TestSpark.session(), dataset).close();
    StructType table = new SilverColumns(dataset).table();
    String path = lake.silver(dataset.name());
    String own =
        "CAST(NULL AS TIMESTAMP) _interval, 'c' _op, false _deleted, 1 _epoch, 0 _partition, id _offset,"
            + " current_timestamp() _source_ts, current_timestamp() _applied_at";
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < shape.values().size(); i++) {
      columns.add(shape.values().get(i) + " AS " + table.fieldNames()[i]);
    }
    TestSpark.session()
        .range(0, KEYS, 1, 8)
        .selectExpr(
            Stream.concat(columns.stream(), Stream.of(own.split(", ")).map(String::strip))
                .toArray(String[]::new))
        .selectExpr(Stream.of(table.fieldNames()).toArray(String[]::new))
        .write()
        .format("delta")
        .mode("append")
        .save(path);
  }

  private static String measured(
      Shape shape, SilverUpserts upserts, Dataset dataset, List<Long> nanos) {
    long before = usedHeap();
    try (Upsert upsert = upserts.open(TestSpark.session(), dataset)) {
      long began = System.nanoTime();
      upsert.warm();
      nanos.add(System.nanoTime() - began);
      assertThat(upsert.index().orElseThrow().size()).isEqualTo((int) KEYS);
      return String.format(
          Locale.ROOT,
          "{\"bench\":\"index\",\"shape\":\"%s\",\"image\":%d,\"keys\":%d,\"counted-mb\":%.1f,\"heap-mb\":%.1f,\"read-ms\":%d}",
          shape.dataset().name(),
          shape.image().size(),
          KEYS,
          upsert.index().orElseThrow().bytes() / 1e6,
          (usedHeap() - before) / 1e6,
          TimeUnit.NANOSECONDS.toMillis(nanos.get(nanos.size() - 1)));
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
