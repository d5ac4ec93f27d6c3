package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.silver.Precedence;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what bronze covers and silver does not: after a crash between the two, after a batch of
 * the bronze stage alone, after silver was thrown away.
 */
final class CatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final SparkContext spark;
  private final SilverStep step;
  private final int chunk;

  CatchUp(SparkContext spark, SilverStep step, int chunk) {
    this.spark = spark;
    this.step = step;
    this.chunk = chunk;
  }

  /**
   * Returns when silver covers what bronze does.
   *
   * @return records read from bronze
   */
  long run(LaneDataset dataset) {
    Coverage missing = dataset.bronze().covered().without(dataset.silver().covered());
    if (missing.isEmpty()) {
      return 0;
    }
    spark.setJobDescription("catch-up " + dataset.name() + ": silver from bronze");
    AtomicLong records = new AtomicLong();
    dataset
        .bronze()
        .read(
            missing,
            chunk,
            (part, covered) -> {
              step.apply(List.of(Part.of(dataset, part, covered)), Precedence.NEWER);
              records.addAndGet(part.size());
            });
    if (records.get() > 0) {
      LOG.atInfo()
          .addKeyValue("dataset", dataset.name())
          .addKeyValue("rows", records.get())
          .log("silver caught up with bronze");
    }
    return records.get();
  }
}
