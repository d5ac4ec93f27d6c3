package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Op;
import dev.tidemark.transform.decode.Snapshot;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Fence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every batch that changes rows by Spark's MERGE. */
final class MergeUpsertIT extends UpsertContract {
  private static final int BATCHES = 3;

  @TempDir private Path parallelLake;

  @Override
  Upsert open(SparkSession spark, Lake lake, Dataset dataset, Clock clock) {
    return Upserts.joined(spark, lake, dataset, clock, 0);
  }

  /** A transaction that met another table's settings would be skipped, and its update lost. */
  @Test
  void datasetsOfALaneMergeAtTheSameTime() throws Exception {
    Fence fence = new CountingFence("main", 1);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Future<?>> work = new ArrayList<>();
    for (String name : List.of("one", "other")) {
      Upsert upsert =
          open(
              TestSpark.session(),
              new Lake(parallelLake.toString()),
              Datasets.of(name, List.of("id"), "id bigint", "n bigint"),
              Clock.systemUTC());
      work.add(pool.submit(() -> updates(name, upsert, fence)));
    }
    for (Future<?> done : work) {
      done.get();
    }
    pool.shutdown();

    for (String name : List.of("one", "other")) {
      assertThat(
              TestSpark.session()
                  .read()
                  .format("delta")
                  .load(new Lake(parallelLake.toString()).silver(name))
                  .select("id", "n")
                  .collectAsList())
          .containsExactly(RowFactory.create(1L, (long) BATCHES));
    }
  }

  private static void updates(String name, Upsert upsert, Fence fence) {
    for (long n = 0; n <= BATCHES; n++) {
      Change change =
          new Change(
              RowFactory.create(1L),
              RowFactory.create(1L, n),
              Op.UPDATE,
              new Sequence(1, 0, n),
              Optional.empty(),
              Snapshot.NONE);
      Coverage covered =
          Coverage.NONE.with(new TopicPartition(name, 1, 0), new OffsetRange(n, n + 1));
      upsert.commit(upsert.prepare(List.of(change), Precedence.NEWER), covered, fence);
    }
  }
}
