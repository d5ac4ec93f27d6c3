package dev.tidemark.devstack.supervise;

import dev.tidemark.devstack.component.Component;
import dev.tidemark.devstack.host.PortHolder;
import dev.tidemark.devstack.host.Ports;
import dev.tidemark.devstack.host.ProcessId;
import dev.tidemark.devstack.host.Stopwatch;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.PortName;
import dev.tidemark.devstack.settings.PortPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Brings components up and down, in the order in which they need each other, otherwise at once. */
public final class Supervisor {
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final Duration DYING = Duration.ofSeconds(5);

  private final DevstackLayout layout;
  private final Map<ComponentName, Component> components = new EnumMap<>(ComponentName.class);
  private final PortPlan ports;
  private final Progress progress;

  public Supervisor(
      DevstackLayout layout, List<Component> components, PortPlan ports, Progress progress) {
    this.layout = layout;
    this.ports = ports;
    this.progress = progress;
    components.forEach(component -> this.components.put(component.name(), component));
  }

  /** Starts what is down, restarts what does not answer, leaves alone what works. */
  public void up(Set<ComponentName> wanted) {
    Lock.holding(
        layout.lockFile(),
        () -> {
          List<Component> toStart = new ArrayList<>();
          inParallel(withNeeds(wanted), component -> classify(component, toStart));
          refusePortsInUse(toStart);
          startAll(toStart);
        });
  }

  /** Connect before the broker it would miss, then the rest at once. */
  public void down() {
    Lock.holding(
        layout.lockFile(),
        () -> {
          stop(components.get(ComponentName.CONNECT));
          inParallel(components.values(), this::stop);
        });
  }

  /** SIGKILL, as a crash would end it; {@link #up} starts it anew. */
  public void kill(ComponentName name) {
    ComponentRun run = run(components.get(name));
    run.process().ifPresent(run::kill);
  }

  public List<ComponentStatus> status() {
    Map<ComponentName, ComponentStatus> found = new EnumMap<>(ComponentName.class);
    inParallel(
        components.values(),
        component -> {
          ComponentStatus status = run(component).status();
          synchronized (found) {
            found.put(component.name(), status);
          }
        });
    return List.copyOf(found.values());
  }

  /** The ports of the components that run. */
  public Map<PortName, Integer> heldPorts() {
    Map<PortName, Integer> held = new EnumMap<>(PortName.class);
    components.values().stream()
        .filter(component -> run(component).process().isPresent())
        .flatMap(component -> component.ports().stream())
        .forEach(name -> held.put(name, ports.of(name)));
    return held;
  }

  private void classify(Component component, List<Component> toStart) {
    ComponentRun run = run(component);
    Optional<ProcessId> process = run.process();
    if (process.isPresent()) {
      if (run.answersWithin(GRACE)) {
        progress.say("%-10s already up on %s".formatted(component.name(), component.address()));
        return;
      }
      progress.say("%-10s does not answer; restarting it".formatted(component.name()));
      run.stop(process.get());
    }
    synchronized (toStart) {
      toStart.add(component);
    }
  }

  private void refusePortsInUse(List<Component> toStart) {
    List<String> taken = new ArrayList<>();
    for (Component component : toStart) {
      component.ports().stream()
          .map(ports::of)
          .filter(port -> !isFreeSoon(port))
          .map(port -> DevstackErrors.portInUse(port, component.name(), PortHolder.of(port)))
          .forEach(taken::add);
    }
    if (!taken.isEmpty()) {
      throw DevstackErrors.portsInUse(taken);
    }
  }

  /** A killed process holds its ports a moment longer than it can be named as their holder. */
  private static boolean isFreeSoon(int port) {
    Patience.waitFor(() -> Ports.isFree(port) || PortHolder.of(port).isPresent(), DYING);
    return Ports.isFree(port);
  }

  private void startAll(List<Component> toStart) {
    Map<ComponentName, CompletableFuture<Void>> starts = new EnumMap<>(ComponentName.class);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (ComponentName name : ComponentName.values()) { // an order in which needs come first
        toStart.stream()
            .filter(component -> component.name() == name)
            .forEach(component -> starts.put(name, start(component, starts, threads)));
      }
      join(starts.values());
    } finally {
      threads.shutdown();
    }
  }

  private CompletableFuture<Void> start(
      Component component,
      Map<ComponentName, CompletableFuture<Void>> starts,
      ExecutorService threads) {
    CompletableFuture<?>[] needs =
        component.needs().stream()
            .filter(starts::containsKey)
            .map(starts::get)
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(needs)
        .thenRunAsync(() -> run(component).start(progress), threads);
  }

  private void stop(Component component) {
    ComponentRun run = run(component);
    Stopwatch watch = new Stopwatch();
    run.process()
        .ifPresent(
            process -> {
              run.stop(process);
              progress.say(
                  "%-10s stopped (pid %s, %s)".formatted(component.name(), process.pid(), watch));
            });
  }

  private ComponentRun run(Component component) {
    return new ComponentRun(component, layout);
  }

  private Collection<Component> withNeeds(Set<ComponentName> wanted) {
    Set<ComponentName> names = EnumSet.noneOf(ComponentName.class);
    names.addAll(wanted);
    wanted.stream()
        .filter(components::containsKey)
        .forEach(name -> names.addAll(components.get(name).needs()));
    return names.stream().filter(components::containsKey).map(components::get).toList();
  }

  private static void inParallel(Collection<Component> components, Consumer<Component> action) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      join(
          components.stream()
              .map(one -> CompletableFuture.runAsync(() -> action.accept(one), threads))
              .toList());
    } finally {
      threads.shutdown();
    }
  }

  /** Waits for all, so that nothing goes on behind the back of the first failure. */
  private static void join(Collection<CompletableFuture<Void>> futures) {
    try {
      CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DevstackException known) {
        throw known;
      }
      throw e;
    }
  }
}
