package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.settings.ComponentName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Kills every process of the path once, one after another, and starts it again, while the shop
 * sells. Order and moments come from the seed.
 */
final class Chaos implements AutoCloseable {
  private static final Duration BETWEEN_REPAIRS = Duration.ofSeconds(3);
  private static final int SHORTEST_MS = 1_500;
  private static final int LONGEST_MS = 5_000;

  private final Processes processes;
  private final Repairs repairs;
  private final Narrator narrator;
  private final StopSignal stop;
  private final Random chance;
  private final Thread thread = new Thread(this::run, "chaos");
  private volatile boolean done;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /** One process of the path. */
  private record Victim(String name, Runnable kill, Runnable start) {}

  Chaos(Processes processes, Repairs repairs, Narrator narrator, StopSignal stop, long seed) {
    this.processes = processes;
    this.repairs = repairs;
    this.narrator = narrator;
    this.stop = stop;
    this.chance = new Random(seed);
  }

  void start() {
    processes.expectDeaths();
    thread.start();
  }

  /** All were killed and work again, or one does not come back. */
  boolean isDone() {
    return done;
  }

  /**
   * @throws RuntimeException if something did not come back
   */
  void requireWell() {
    if (failure != null) {
      throw failure;
    }
  }

  private void run() {
    try {
      List<Victim> victims = victims();
      Collections.shuffle(victims, chance);
      for (Victim victim : victims) {
        pause();
        torment(victim);
      }
      pause();
      processes.expectNoDeaths();
      done = true;
      while (!closed) { // what Kafka Connect gave up may show late
        repairs.repair();
        stop.sleep(BETWEEN_REPAIRS);
      }
    } catch (StopSignal.Asked e) {
      done = true;
    } catch (RuntimeException e) {
      failure = e;
      done = true;
    }
  }

  private void torment(Victim victim) {
    long start = System.nanoTime();
    victim.kill().run();
    narrator.say("kill -9: " + victim.name());
    pause();
    victim.start().run();
    narrator.say(
        "%s is back, %s after its death"
            .formatted(
                victim.name(), Narrator.seconds(Duration.ofNanos(System.nanoTime() - start))));
    repairs.repair();
  }

  private List<Victim> victims() {
    List<Victim> victims = new ArrayList<>();
    for (ComponentName name : processes.ownComponents()) {
      victims.add(
          new Victim(name.toString(), () -> processes.kill(name), () -> processes.revive(name)));
    }
    for (String word : processes.words()) {
      victims.add(
          new Victim(title(word), () -> processes.kill(word), () -> processes.revive(word)));
    }
    return victims;
  }

  private static String title(String word) {
    return word.equals("serve") ? "the API" : "the " + word;
  }

  private void pause() {
    stop.sleep(Duration.ofMillis(SHORTEST_MS + chance.nextInt(LONGEST_MS - SHORTEST_MS)));
  }

  /** Nothing is killed or started any more when this returns. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
