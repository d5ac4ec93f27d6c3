package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.silver.Precedence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final int enough;

  /**
   * @param most records that are held in memory at once
   */
  CatchUp(SparkContext spark, SilverStep step, int most) {
    this.spark = spark;
    this.step = step;
    this.enough = Math.max(1, most / 2); // what is read, beside what was gathered before
  }

  /** What was read of one dataset and is not applied yet. */
  private static final class Gathered {
    private final List<KafkaRecord> records = new ArrayList<>();
    private Coverage covered = Coverage.NONE;
  }

  /** Returns when silver covers what bronze does, in as few commits as memory allows. */
  void run(List<LaneDataset> datasets) {
    spark.setJobDescription("catch-up: silver from bronze");
    Map<LaneDataset, Gathered> gathered = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    for (LaneDataset dataset : datasets) {
      Coverage missing = dataset.bronze().covered().without(dataset.silver().covered());
      if (!missing.isEmpty()) {
        dataset
            .bronze()
            .read(
                missing,
                enough,
                (records, covered) -> {
                  Gathered more = gathered.computeIfAbsent(dataset, d -> new Gathered());
                  more.records.addAll(records);
                  more.covered = more.covered.with(covered);
                  if (gathered.values().stream().mapToInt(g -> g.records.size()).sum() >= enough) {
                    apply(gathered);
                  }
                });
      }
    }
    apply(gathered);
  }

  private void apply(Map<LaneDataset, Gathered> gathered) {
    if (gathered.isEmpty()) {
      return;
    }
    List<Part> parts =
        gathered.entrySet().stream()
            .map(each -> Part.of(each.getKey(), each.getValue().records, each.getValue().covered))
            .toList();
    gathered.clear();
    step.apply(parts, Precedence.NEWER);
    parts.stream()
        .filter(part -> !part.records().isEmpty())
        .forEach(
            part ->
                LOG.atInfo()
                    .addKeyValue("dataset", part.dataset().name())
                    .addKeyValue("rows", part.records().size())
                    .log("silver caught up with bronze"));
  }
}
