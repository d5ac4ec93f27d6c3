package dev.tidemark.transform.lane;

import dev.tidemark.transform.fixture.MustFail;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * For any history of events, batches, repetitions, kills at any commit and restarts: bronze has
 * each record once, silver is its fold by sequence, and the ledgers add up after every batch.
 */
@Domain(Histories.class)
@Domain(DomainContext.Global.class)
class LanePropertyTest {
  private static final LaneProperty LANE = new LaneProperty();

  @Property(tries = 400)
  void silverIsTheFoldOfBronzeAndTheLedgersAddUp(
      @ForAll List<Step> history, @ForAll @IntRange(max = 4) int few) {
    LANE.holdsInMemory(history, few, UnaryOperator.identity());
  }

  @Property(tries = 400)
  @AddLifecycleHook(MustFail.class)
  void anOrderByTheSourcesClockIsFound(
      @ForAll List<Step> history, @ForAll @IntRange(max = 4) int few) {
    LANE.holdsInMemory(history, few, BySourceTime::new);
  }
}
