package dev.tidemark.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.e2e.fixture.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills every process of the path at every step, and holds what is left to the source. */
final class KillMatrixIT {
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final List<String> COMPONENTS =
      List.of("clickhouse", "kafka", "connect", "registry", "mariadb");
  private static final Set<KillPoint> MOST_TELLING =
      EnumSet.of(
          KillPoint.BRONZE_OF_ONE,
          KillPoint.SILVER_OF_ONE,
          KillPoint.GOLD_OF_ONE,
          KillPoint.ANSWER);

  @Tag("full")
  @Test
  void losesNothingWithUpsertMerge(@TempDir Path dir) {
    long seed = seed(SEEDS.get(0));
    try (World world = World.open(dir)) {
      world.conf.addToDatasets("upsert: merge");
      run(world, seed, MOST_TELLING, List.of("kafka"));
    }
  }

  @Tag("full")
  @Test
  void losesNothingAtAnyPoint(@TempDir Path dir) {
    List<Long> seeds = System.getenv("TIDEMARK_SEED") == null ? SEEDS : List.of(seed(SEEDS.get(0)));
    for (long seed : seeds) {
      try (World world = World.open(dir.resolve("seed-" + seed))) {
        run(world, seed, EnumSet.allOf(KillPoint.class), COMPONENTS);
      }
    }
  }

  private static long seed(long usual) {
    String given = System.getenv("TIDEMARK_SEED");
    return given == null || given.isBlank() ? usual : Long.parseLong(given);
  }

  private static void run(World world, long seed, Set<KillPoint> points, List<String> components) {
    Random chance = new Random(seed);
    world.apply();
    say(seed, "first start");
    firstStart(world, chance);
    for (KillPoint point : points) {
      say(seed, "after %s, before %s".formatted(point.after, point.before));
      killStream(world, point, chance);
    }
    for (String component : components) {
      say(seed, component);
      killComponent(world, component, chance);
    }
    rebaseTells(world);
    world.stop();
  }

  /** Topics and schemas are written once, so these two are gone through at the first start. */
  private static void firstStart(World world, Random chance) {
    world.change(chance);
    world.awaitSent();
    for (StartPoint point : StartPoint.values()) {
      point.arm(world);
      world.start();
      world.awaitDeath();
      assertThat(world.stack.lake().has("bronze/orders"))
          .as("bronze was made before topics are looked at")
          .isTrue();
      assertThat(world.stack.lake().table("bronze/orders").size()).as("rows of bronze").isZero();
    }
    world.disk.works();
    world.start();
    world.settle();
    world.compare();
  }

  private static void killStream(World world, KillPoint point, Random chance) {
    world.hold();
    world.change(chance);
    world.awaitSent();
    Progress before = Progress.of(world.stack);
    point.arm(world);
    world.awaitDeath();
    assertThat(Progress.of(world.stack).since(before))
        .as("what the stores had when the stream died after %s", point.after)
        .isEqualTo(point.seen);
    world.disk.works();
    world.start();
    world.settle();
    world.compare();
  }

  private static void killComponent(World world, String component, Random chance) {
    world.change(chance);
    LockSupport.parkNanos(chance.nextInt(1_500) * 1_000_000L);
    world.stack.kill(component);
    world.stack.product().runWell("up");
    world.stack.product().runWell("ingest", "apply", "--conf", world.conf.toString());
    world.settle();
    world.compare();
  }

  private static void rebaseTells(World world) {
    Product product = world.stack.product();
    String conf = world.conf.toString();
    Product.Outcome refused = product.run("rebase", "--conf", conf);
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(3);
    assertThat(product.runWell("rebase", "--dry-run", "--conf", conf))
        .contains("lane main: nothing is changed")
        .containsPattern(
            "dataset orders, lane main, topic shop.shop.orders\\n"
                + "  partition 0, epoch 0: bronze has 0[.][.]\\d+; Kafka has 0[.][.]\\d+; the next"
                + " start begins at \\d+, \\d+ behind\\n")
        .doesNotContain("HOLE");
  }

  @Tag("full")
  @Test
  void documentIsUpToDate() throws IOException {
    String text = new KillMatrixDocument(COMPONENTS, SEEDS).text();
    Path file = Product.root().resolve("docs/kill-matrix.md");
    if (Boolean.getBoolean("tidemark.write-docs")) {
      Files.writeString(file, text);
    }
    assertThat(file).as("rewrite it with -Dtidemark.write-docs=true").hasContent(text);
  }

  private static void say(long seed, String text) {
    System.out.println("kill matrix, seed %s: %s".formatted(seed, text));
  }
}
