package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.marks.Batches;
import dev.tidemark.transform.marks.FullModels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.domains.Domain;

/**
 * Whatever happens to the rows: gold whose dirty parts are computed from the files that may matter
 * is what the SELECT gives of all of silver.
 */
@Tag("full")
@Domain(Batches.class)
class NearGoldPropertyIT {
  private static final int FEW = 5;

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void goldIsWholeAfterEachBatch(@ForAll List<List<Event>> batches) throws IOException {
    Conf conf = FullModels.conf(Files.createTempDirectory("near-gold-"));
    GoldWorld world = GoldWorld.withFiles(conf);
    for (List<Event> batch : batches.subList(0, Math.min(FEW, batches.size()))) {
      world.batch(batch);
      for (String model : conf.gold().keySet()) {
        world.refresh(model);
        world.assertGoldIsWhole(model);
      }
    }
  }
}
