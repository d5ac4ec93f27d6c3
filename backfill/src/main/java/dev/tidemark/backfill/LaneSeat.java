package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.transform.KnownConf;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.lane.LeaseHeldException;
import dev.tidemark.transform.lane.Stage;
import dev.tidemark.transform.lane.StreamJob;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.publish.ClickHousePublisher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Who writes the lane: another process, which is waited for, or this one. */
final class LaneSeat {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A stream that is started again needs this long to take its lane back. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final int MOST_RUNS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SparkSession spark;
  private final Conf conf;
  private final String lane;
  private final Lines lines;
  private long taken;
  private long waiting = System.nanoTime();
  private boolean wasTaken;
  private int runsHere;

  LaneSeat(SparkSession spark, Conf conf, String lane, Lines lines) {
    this.spark = spark;
    this.conf = conf;
    this.lane = lane;
    this.lines = lines;
  }

  /**
   * Lets the lane go on for a moment: waits if another process writes it, else brings all that is
   * there to its end in this process.
   */
  void goOn() throws Exception {
    if (isTaken()) {
      pause();
    } else {
      runHere();
    }
  }

  /** Whether the work so far was done by this process. */
  boolean ranHere() {
    return runsHere > 0;
  }

  /** True for a while after the other process has gone: it may be on its way back. */
  boolean isTaken() throws IOException {
    if (StreamJob.isWritten(spark, conf, lane)) {
      wasTaken = true;
      taken = System.nanoTime();
      return true;
    }
    return wasTaken && System.nanoTime() - taken < GRACE.toNanos();
  }

  private void runHere() throws Exception {
    if (runsHere == MOST_RUNS) {
      throw new BackfillException(
          "silver is not as far as it should be after %s runs of lane '%s' in this process; what is done stands, look at 'backfill status'"
              .formatted(runsHere, lane));
    }
    runsHere++;
    lines.say("no stream writes lane '%s'; this process does it".formatted(lane));
    KnownConf known = KnownConf.of(conf, spark);
    StreamJob.Options options =
        new StreamJob.Options(
            Stage.all(),
            conf.lane(lane).stream().map(Dataset::name).collect(Collectors.toSet()),
            true);
    try (ClickHousePublisher publisher =
            ClickHousePublisher.connect(
                spark, known.conf(), known.analysis(), Environment.ofProcess(), Clock.systemUTC());
        StreamJob job =
            StreamJob.open(spark, known.conf(), known.analysis(), options, outlets(publisher))) {
      job.run();
    } catch (ColumnsGrewException e) {
      lines.say(e.getMessage());
    } catch (LeaseHeldException e) {
      runsHere--;
      pause(); // somebody has just begun
    }
  }

  private static StreamJob.Outlets outlets(ClickHousePublisher publisher) {
    return new StreamJob.Outlets(Optional.of(publisher), new StreamMetrics(Clock.systemUTC()));
  }

  private void pause() throws InterruptedException {
    Thread.sleep(LOOK.toMillis());
    if (System.nanoTime() - waiting > PATIENCE.toNanos()) {
      waiting = System.nanoTime();
      lines.say(
          "waiting for the process that writes lane '%s'; if it does not go on, look at its log, and whether it runs stage silver and this dataset"
              .formatted(lane));
    }
  }
}
