package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.table.Fence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchesIT {
  @TempDir private Path folder;

  @Test
  void lanesWriteTheirLinesSideBySide() {
    try (StreamMetrics metrics = new StreamMetrics(Clock.systemUTC())) {
      Batches main = open("main", metrics);
      Batches side = open("side", metrics);
      Fence ofMain = new CountingFence("main", 1);
      Fence ofSide = new CountingFence("side", 1);
      for (int batch = 0; batch < 3; batch++) {
        append(main, "orders", batch, ofMain);
        append(side, "customers", batch, ofSide);
      }

      assertThat(
              TestSpark.session()
                  .read()
                  .format("delta")
                  .load(new Lake(folder.toString()).own("batches"))
                  .orderBy("lane", "from_offset")
                  .collectAsList())
          .extracting(row -> row.getString(0) + " " + row.<Long>getAs("from_offset"))
          .containsExactly("main 0", "main 1", "main 2", "side 0", "side 1", "side 2");
      assertThat(open("main", metrics).covered().contains(partition("customers"), 2)).isTrue();
    }
  }

  private Batches open(String lane, StreamMetrics metrics) {
    return Batches.open(
        new Lake(folder.toString()), lane, TestSpark.hadoop(), Clock.systemUTC(), metrics);
  }

  private static void append(Batches batches, String dataset, int offset, Fence fence) {
    TopicPartition partition = partition(dataset);
    Coverage covered = Coverage.NONE.with(partition, new OffsetRange(offset, offset + 1));
    Tallies tallies = new Tallies(dataset, covered);
    tallies.count(partition, Optional.empty(), Tallies.Fate.APPLIED);
    batches.append(List.of(tallies), covered, fence);
  }

  private static TopicPartition partition(String dataset) {
    return new TopicPartition(dataset, 0, 0);
  }
}
