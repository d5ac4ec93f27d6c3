package dev.tidemark.transform.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Silver against a map, seed after seed. A failure names its seed; {@code TIDEMARK_SEED} begins at
 * another than 1.
 */
final class ModelIT {
  private static final int STEPS = 12;

  /** So often it says how far it is: a run that is broken off is taken up there. */
  private static final int SAID = 50;

  @TempDir private Path folder;

  @Test
  void twoMinutesOfSeeds() {
    run(Integer.MAX_VALUE, Duration.ofMinutes(2));
  }

  @Tag("full")
  @Test
  void aThousandSeeds() {
    run(1_000, Duration.ofDays(1));
  }

  private void run(int most, Duration budget) {
    long first = Long.parseLong(System.getenv().getOrDefault("TIDEMARK_SEED", "1"));
    long end = System.nanoTime() + budget.toNanos();
    Map<String, Integer> deeds = new TreeMap<>();
    int runs = 0;
    while (runs < most && (System.nanoTime() < end || runs < 2)) {
      long seed = first + runs;
      Path lake = folder.resolve("seed-" + seed);
      try (ModelRun run = new ModelRun(seed, lake)) {
        run.steps(STEPS);
        run.deeds().forEach((deed, count) -> deeds.merge(deed, count, Integer::sum));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
      delete(lake);
      runs++;
      if (runs % SAID == 0) {
        say(first, runs, deeds);
      }
    }
    say(first, runs, deeds);
    assertThat(deeds)
        .as("what happened")
        .containsKeys("batches", "commits of another upsert in mid-batch");
  }

  private static void say(long first, int runs, Map<String, Integer> deeds) {
    System.out.println("model: %s seeds from %s: %s".formatted(runs, first, deeds));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be deleted".formatted(folder), e);
    }
  }
}
