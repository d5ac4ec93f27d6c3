package dev.tidemark.transform.marks;

import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.MustFail;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Whatever happens to the rows: gold that is recomputed where it is marked is gold in full. */
@Domain(Batches.class)
class MarksPropertyTest {
  private static final MarkedGold GOLD = new MarkedGold();

  @Property(tries = 300)
  void goldKeptByMarksEqualsFullRecompute(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::inMemory);
  }

  @Property(tries = 150)
  void andSoItDoesWhereIndexesTell(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::byIndex);
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void andSoItDoesWhereSparkLooksUp(@ForAll List<List<Event>> batches) {
    GOLD.equalsFullRecompute(batches, MarkedGold::bySpark);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  @AddLifecycleHook(MustFail.class)
  void aMarkThatIsNotMadeIsFound(@ForAll List<List<Event>> batches) {
    GOLD.withoutAWay(batches, "a_inner", "cities");
  }
}
