package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.Interruption;
import dev.tidemark.transform.fixture.MemoryTable;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.silver.MemoryUpsert;
import dev.tidemark.transform.silver.Upsert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Lives a history and holds the tables to the truth after every step. */
final class LaneProperty {
  private final LaneWorld.Ground ground = LaneWorld.Ground.of(conf());

  /**
   * Silver in memory.
   *
   * @param few batches that write more rows than this are merged, others replace rows
   * @param around whatever is put around the upsert
   */
  void holdsInMemory(List<Step> history, int few, UnaryOperator<Upsert> around) {
    Interruption interruption = new Interruption();
    MemoryTable silver = new MemoryTable(interruption);
    holds(
        history,
        new LaneWorld(
            ground,
            interruption,
            () ->
                around.apply(MemoryUpsert.over(silver, ground.dataset(), Clock.systemUTC(), few))),
        new Silver(silver::rows, silver::throwAway));
  }

  /** How to look at silver, and how to lose it. */
  record Silver(Supplier<List<Row>> rows, Runnable lose) {}

  void holds(List<Step> history, LaneWorld world, Silver silver) {
    for (Step step : history) {
      take(step, world, silver);
      Truth truth = Truth.of(world);
      truth.holdsBronze(world);
      truth.holdsSilver(silver.rows().get());
      truth.holdsLedgers(world);
      truth.holdsResults(world);
    }
  }

  LaneWorld.Ground ground() {
    return ground;
  }

  private static void take(Step step, LaneWorld world, Silver silver) {
    if (step instanceof Step.Write write) {
      world.write(write.events());
    } else if (step instanceof Step.Read read) {
      world.read(read.offsets());
    } else if (step instanceof Step.Again again) {
      world.again(again.offsets());
    } else if (step instanceof Step.BronzeOnly bronze) {
      world.bronzeOnly(bronze.offsets());
    } else if (step instanceof Step.Kill kill) {
      world.interruption().after(kill.commits(), kill.lastStands());
    } else if (step instanceof Step.Restart) {
      world.start();
    } else if (step instanceof Step.Rederive rederive) {
      world.rederive(rederive.offsets());
    } else if (step instanceof Step.LoseSilver) {
      silver.lose().run();
      world.start();
    } else {
      world.newTopic();
    }
  }

  private static Conf conf() {
    try {
      return new TestConf(Files.createTempDirectory("lane-property-"))
          .dataset(
              "things",
              "id",
              "id bigint, v int, day date",
              """
              interval: {column: day, grain: day}
              expectations:
                - {name: not_negative, check: "v >= 0", on-fail: quarantine}
                - {name: even, check: "v % 2 = 0", on-fail: warn}
              """)
          .load();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
