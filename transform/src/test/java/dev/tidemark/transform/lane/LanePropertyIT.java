package dev.tidemark.transform.lane;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.fixture.Interruption;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.silver.Upserts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.apache.spark.sql.Row;

/** The same, far more often in memory, and a few times with silver as a Delta table. */
@Tag("full")
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class LanePropertyIT {
  private static final LaneProperty LANE = new LaneProperty();

  @Property(tries = 10_000)
  void silverIsTheFoldOfBronzeAndTheLedgersAddUp(
      @ForAll List<Step> history, @ForAll @IntRange(max = 4) int few) {
    LANE.holdsInMemory(history, few, UnaryOperator.identity());
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void theSameWithSilverAsADeltaTable(@ForAll List<Step> history) throws IOException {
    Path folder = Files.createTempDirectory("lane-property-delta-");
    Lake lake = new Lake(folder.toString());
    LANE.holds(
        history,
        new LaneWorld(
            LANE.ground(),
            new Interruption(),
            () ->
                Upserts.indexed(
                    TestSpark.session(), lake, LANE.ground().dataset(), Clock.systemUTC())),
        new LaneProperty.Silver(() -> rows(lake), () -> delete(Path.of(lake.silver("things")))));
    delete(folder);
  }

  private static List<Row> rows(Lake lake) {
    return TestSpark.session().read().format("delta").load(lake.silver("things")).collectAsList();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
