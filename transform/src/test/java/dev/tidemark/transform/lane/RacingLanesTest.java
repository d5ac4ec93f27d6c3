package dev.tidemark.transform.lane;

import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.MustFail;
import dev.tidemark.transform.lane.RacingLanes.Ground;
import dev.tidemark.transform.lane.RacingLanes.Holding;
import dev.tidemark.transform.marks.Batches;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** However batches of several lanes overlap, gold ends as the full recompute. */
@Domain(Batches.class)
@Domain(DomainContext.Global.class)
class RacingLanesTest {
  private static final Ground GROUND = Ground.make();

  @Property(tries = 400)
  void goldEndsWhole(
      @ForAll List<List<Event>> batches,
      @ForAll @Size(RacingLanes.STEPS) List<@IntRange(max = 3) Integer> order) {
    new RacingLanes(GROUND, Holding.UNTIL_SILVER).play(batches, order);
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  @AddLifecycleHook(MustFail.class)
  void aMarkThatIsAnsweredTooEarlyIsFound(
      @ForAll List<List<Event>> batches,
      @ForAll @Size(RacingLanes.STEPS) List<@IntRange(max = 3) Integer> order) {
    new RacingLanes(GROUND, Holding.UNTIL_MARKED).play(batches, order);
  }
}
