package dev.tidemark.transform.marks;

import dev.tidemark.transform.fixture.MemorySilver.Event;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.domains.Domain;

/** The same, far more often in memory, and more often by Spark. */
@Tag("full")
@Domain(Batches.class)
class MarksPropertyIT {
  private static final MarkedGold GOLD = new MarkedGold();

  @Property(tries = 5_000)
  void goldKeptByMarksEqualsFullRecompute(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::inMemory);
  }

  @Property(tries = 2_000)
  void andSoItDoesWhereIndexesTell(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::byIndex);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void andSoItDoesWhereSparkLooksUp(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::bySpark);
  }
}
