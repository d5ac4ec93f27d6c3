package dev.tidemark.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.FaultyDisk.Deed;
import dev.tidemark.e2e.fixture.FaultyDisk.Moment;
import dev.tidemark.e2e.fixture.Link;
import dev.tidemark.e2e.fixture.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that sleeps while another follows it, and wakes up in the middle of a commit. */
@Tag("full")
final class ZombieIT {
  private static final Duration LEASE = Duration.ofSeconds(17);
  private static final long TO_END_SECONDS = 90;

  @Test
  void writesNothingAfterItWasFollowedAndSaysSo(@TempDir Path dir) {
    Random chance = new Random(7);
    try (World world = World.open(dir)) {
      world.apply();
      world.start();
      world.settle();
      for (String table : new String[] {"bronze/orders", "silver/orders", "gold/[^/]+"}) {
        world.hold();
        world.change(chance);
        world.awaitSent();
        fallAsleepBefore(world, table);
        wakeUpFollowed(world, chance);
      }
      world.hold();
      world.change(chance);
      world.awaitSent();
      fallAsleepBeforeTheInsert(world);
      wakeUpFollowed(world, chance);
      world.stop();
    }
  }

  private static void fallAsleepBefore(World world, String table) {
    Pattern commit = Pattern.compile(table + "/_delta_log/\\d{20}[.]json$");
    world.disk.order(Deed.HOLD, Moment.BEFORE, 1, commit);
    await().atMost(Duration.ofMinutes(2)).until(() -> world.disk.reached().isPresent());
    world.stream().signal("STOP");
    world.disk.works(); // it will see that when it wakes up
  }

  private static void fallAsleepBeforeTheInsert(World world) {
    AtomicBoolean asleep = new AtomicBoolean();
    Running stream = world.stream();
    world.clickHouse.atNext(
        line -> line.contains("INSERT INTO") && line.contains("sales_by_city"),
        Link.Moment.BEFORE,
        () -> {
          stream.signal("STOP");
          asleep.set(true);
        });
    world.disk.works();
    await().atMost(Duration.ofMinutes(2)).untilTrue(asleep);
  }

  private static void wakeUpFollowed(World world, Random chance) {
    try (Running zombie = world.stream()) {
      await().pollDelay(LEASE).atMost(LEASE.plusSeconds(5)).until(zombie::isAlive);
      world.start();
      world.settle();
      world.change(chance);
      world.awaitSent();
      world.settle();

      zombie.signal("CONT");

      assertThat(zombie.process().waitFor(TO_END_SECONDS, TimeUnit.SECONDS))
          .as("the zombie ends by itself: %s", zombie.log())
          .isTrue();
      assertThat(zombie.process().exitValue()).as(zombie.log()).isEqualTo(3);
      assertThat(zombie.log().lines().reduce("", (before, last) -> last))
          .as("its last line")
          .matches(".*(another process|Another process).*");
      world.change(chance);
      world.awaitSent();
      world.settle();
      world.compare();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the zombie ended", e);
    }
  }
}
