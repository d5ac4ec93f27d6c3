package dev.tidemark.devstack.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or SIGTERM: asks the demo to stop, and holds the JVM until it has cleaned up. */
final class StopSignal implements AutoCloseable {
  private static final Duration CLEANING = Duration.ofMinutes(3);
  private static final long NAP_MS = 100;

  private final CountDownLatch cleaned = new CountDownLatch(1);
  private volatile boolean asked;
  private volatile boolean expected;

  private StopSignal() {}

  static StopSignal listening(Narrator narrator) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.heard(narrator), "demo stop"));
    return signal;
  }

  /** From here on a stop is the way to end, and no failure. */
  void expect() {
    expected = true;
  }

  boolean asked() {
    return asked;
  }

  void check() {
    if (asked) {
      throw new Asked();
    }
  }

  /** Ends early with {@link Asked} when a stop is asked for. */
  void sleep(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    do {
      check();
      try {
        Thread.sleep(NAP_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Asked();
      }
    } while (System.nanoTime() < end);
  }

  /** All is cleaned up. */
  @Override
  public void close() {
    cleaned.countDown();
  }

  private void heard(Narrator narrator) {
    if (cleaned.getCount() == 0) {
      return; // an end like any other
    }
    narrator.say("stopping what was started ...");
    asked = true;
    try {
      if (cleaned.await(CLEANING.toSeconds(), TimeUnit.SECONDS) && expected) {
        Runtime.getRuntime().halt(0); // it was asked to stop and did so: no failure
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Unwinds the demo. */
  static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Asked() {
      super("asked to stop", null, false, false);
    }
  }
}
