package dev.tidemark.transform.lane;

import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.lane.RacingLanes.Ground;
import dev.tidemark.transform.lane.RacingLanes.Holding;
import dev.tidemark.transform.marks.Batches;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The same, far more often. */
@Tag("full")
@Domain(Batches.class)
@Domain(DomainContext.Global.class)
class RacingLanesIT {
  private static final Ground GROUND = Ground.make();

  @Property(tries = 20_000)
  void goldEndsWhole(
      @ForAll List<List<Event>> batches,
      @ForAll @Size(RacingLanes.STEPS) List<@IntRange(max = 3) Integer> order) {
    new RacingLanes(GROUND, Holding.UNTIL_SILVER).play(batches, order);
  }
}
