package dev.tidemark.transform.lane;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.ledger.Counts;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.ledger.Route;
import dev.tidemark.transform.ledger.Transition;
import dev.tidemark.transform.ledger.WorkState;
import dev.tidemark.transform.silver.SilverReader;
import dev.tidemark.transform.table.StaleWriterException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger asks of a lane: silver of some intervals, derived again from bronze. Work found
 * begun is that of a run before this one, and is begun again.
 */
final class LedgerWork {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWork.class);

  private final Optional<Ledger> ledger;
  private final SparkSession spark;
  private final Lake lake;
  private final LaneTables tables;
  private final Map<String, LaneDataset> datasets;
  private final SilverStep step;
  private Current current;

  /** Intervals of one dataset that are derived together. */
  private record Current(LaneDataset dataset, List<Transition> works, Rederivation task) {}

  /**
   * @param ledger absent: the lane does not write silver
   */
  LedgerWork(
      Optional<Ledger> ledger, SparkSession spark, Lake lake, LaneTables tables, SilverStep step) {
    this.ledger = ledger;
    this.spark = spark;
    this.lake = lake;
    this.tables = tables;
    this.datasets = tables.datasets().stream().collect(Collectors.toMap(LaneDataset::name, d -> d));
    this.step = step;
  }

  /**
   * Works for this long, and ends the step that is under way then.
   *
   * @return whether there is more to do
   */
  boolean goOn(Duration budget) {
    long end = System.nanoTime() + budget.toNanos();
    do {
      if (current == null) {
        current = ledger.flatMap(this::next).orElse(null);
        if (current == null) {
          return false;
        }
      }
      tables
          .spark()
          .setJobDescription("backfill %s: silver from bronze".formatted(current.dataset().name()));
      advance(ledger.orElseThrow());
    } while (System.nanoTime() < end);
    return true;
  }

  private void advance(Ledger to) {
    try {
      if (!current.task().advance()) {
        applied(to);
        LOG.atInfo()
            .addKeyValue("dataset", current.dataset().name())
            .addKeyValue("intervals", current.works().size())
            .addKeyValue("rows", current.task().folded())
            .log("silver derived again from bronze");
        current = null;
      }
    } catch (RuntimeException e) {
      giveUp(to, e);
      throw e; // marks may have been left open: the lane's next run closes them
    }
  }

  /** Unless the process is stopping or was followed: then the next one does the work. */
  private void giveUp(Ledger to, RuntimeException failure) {
    boolean ending =
        Thread.currentThread().isInterrupted()
            || Causes.find(failure, InterruptedException.class).isPresent()
            || Causes.find(failure, StaleWriterException.class).isPresent()
            || Causes.find(failure, ColumnsGrewException.class).isPresent();
    if (!ending) {
      write(to, current.works(), line -> line.to(WorkState.FAILED, "the lane: " + failure));
    }
  }

  private Optional<Current> next(Ledger from) {
    List<Transition> open =
        from.newest().stream()
            .filter(line -> line.work().lane().equals(tables.lane()))
            .filter(line -> line.work().route() == Route.BRONZE)
            .filter(
                line -> line.state() == WorkState.REQUESTED || line.state() == WorkState.RUNNING)
            .filter(line -> datasets.containsKey(line.work().dataset()))
            .toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    LaneDataset dataset = datasets.get(open.get(0).work().dataset());
    List<Transition> works =
        write(
            from,
            open.stream().filter(line -> line.work().dataset().equals(dataset.name())).toList(),
            line -> line.to(WorkState.RUNNING, ""));
    List<Interval> ranges = works.stream().map(line -> line.work().range()).distinct().toList();
    return Optional.of(
        new Current(
            dataset,
            works,
            new Rederivation(
                dataset,
                ranges,
                step,
                new SilverReader(spark, lake, dataset.conf()),
                Rederivation.Limits.USUAL)));
  }

  private void applied(Ledger to) {
    Map<Interval, Long> live =
        new SilverReader(spark, lake, current.dataset().conf())
            .live(current.works().stream().map(line -> line.work().range()).toList());
    write(
        to,
        current.works(),
        line -> {
          Interval range = line.work().range();
          Counts counts =
              line.counts().withBronze(current.task().changes(range)).withKeys(live.get(range));
          return line.to(WorkState.APPLIED, "").with(counts);
        });
  }

  private static List<Transition> write(
      Ledger to, List<Transition> works, Function<Transition, Transition> next) {
    List<Transition> lines = works.stream().map(next).toList();
    return to.append(newest -> lines);
  }
}
