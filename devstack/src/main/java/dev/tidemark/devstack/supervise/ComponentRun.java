package dev.tidemark.devstack.supervise;

import dev.tidemark.devstack.component.Component;
import dev.tidemark.devstack.host.ProcessId;
import dev.tidemark.devstack.host.Stopwatch;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.supervise.ComponentStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One component and its process, if there is one. */
final class ComponentRun {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration GENTLE_STOP = Duration.ofSeconds(25);
  private static final Duration HARD_STOP = Duration.ofSeconds(10);

  private final Component component;
  private final DevstackLayout layout;
  private final Detached detached;
  private Exception lastFailure = new IOException("it was not asked yet");

  ComponentRun(Component component, DevstackLayout layout) {
    this.component = component;
    this.layout = layout;
    this.detached = new Detached(layout.pidFile(component.name()), layout.log(component.name()));
  }

  Optional<ProcessId> process() {
    return detached.running();
  }

  ComponentStatus status() {
    Optional<ProcessId> process = process();
    State state = process.isEmpty() ? State.DOWN : answers() ? State.UP : State.UNWELL;
    return new ComponentStatus(
        component.name(),
        state,
        component.address(),
        process.map(ProcessId::pid).orElse(0L),
        process.map(ProcessId::residentKib).orElse(0L));
  }

  boolean answersWithin(Duration patience) {
    return Patience.waitFor(() -> process().isEmpty() || answers(), patience)
        && process().isPresent();
  }

  void start(Progress progress) {
    Stopwatch watch = new Stopwatch();
    progress.say("%-10s starting".formatted(component.name()));
    ProcessId process = launch();
    boolean ready = Patience.waitFor(() -> !process.isAlive() || answers(), START);
    if (!process.isAlive()) {
      throw DevstackErrors.ended(component.name(), layout);
    }
    if (!ready) {
      throw DevstackErrors.silent(component.name(), START, lastFailure, layout);
    }
    progress.say("%-10s up on %s (%s)".formatted(component.name(), component.address(), watch));
  }

  void stop(ProcessId process) {
    if (!Detached.stop(process, GENTLE_STOP, HARD_STOP)) {
      throw DevstackErrors.survived(component.name(), process.pid());
    }
    try {
      detached.forget();
    } catch (IOException e) {
      throw DevstackErrors.unusableFolder(layout.data(), e);
    }
  }

  /** As if it crashed: {@link #start} finds its data as it fell. */
  void kill(ProcessId process) {
    if (!Detached.kill(process, HARD_STOP)) {
      throw DevstackErrors.survived(component.name(), process.pid());
    }
  }

  private ProcessId launch() {
    try {
      layout.log(component.name()).startAnew();
      return detached.start(component.prepare());
    } catch (IOException e) {
      throw DevstackErrors.didNotPrepare(component.name(), e);
    }
  }

  private boolean answers() {
    try {
      component.check();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) { // whatever the client of that system throws
      lastFailure = e;
      return false;
    }
  }
}
