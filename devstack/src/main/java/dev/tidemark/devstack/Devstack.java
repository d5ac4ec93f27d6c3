package dev.tidemark.devstack;

import dev.tidemark.devstack.component.Component;
import dev.tidemark.devstack.component.Components;
import dev.tidemark.devstack.host.FileTree;
import dev.tidemark.devstack.settings.Accounts;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortChoice;
import dev.tidemark.devstack.settings.PortName;
import dev.tidemark.devstack.settings.PortPlan;
import dev.tidemark.devstack.supervise.ComponentStatus;
import dev.tidemark.devstack.supervise.DevstackErrors;
import dev.tidemark.devstack.supervise.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One devstack: its data folder and the processes that work on it. */
public final class Devstack implements AutoCloseable {
  private static final String EXTERNAL = "DEVSTACK_CLICKHOUSE_URL";

  private final DevstackLayout layout;
  private final Endpoints endpoints;
  private final Supervisor supervisor;

  private Devstack(DevstackLayout layout, Endpoints endpoints, DevstackOptions options) {
    this.layout = layout;
    this.endpoints = endpoints;
    List<Component> components =
        Components.of(layout, endpoints).stream()
            .filter(one -> one.name() != ComponentName.CLICKHOUSE || isOwn(endpoints.clickhouse()))
            .toList();
    this.supervisor = new Supervisor(layout, components, endpoints.ports(), options.progress());
  }

  /** The usual components, on free ports; {@link #close} takes them down and keeps the data. */
  public static Devstack start(DevstackLayout layout) {
    Devstack devstack = open(layout, DevstackOptions.isolated());
    devstack.up(layout.usual());
    return devstack;
  }

  /** Makes the folder and its settings if they are not there; starts nothing. */
  public static Devstack open(DevstackLayout layout, DevstackOptions options) {
    try {
      Files.createDirectories(layout.lake());
      Map<String, String> given = new LinkedHashMap<>(options.environment());
      given.putAll(layout.envFile().read()); // what it was made with stays
      PortPlan ports = settledPorts(layout, options);
      ports.write(layout.portFile());
      options.clickhouse().ifPresent(url -> given.put(EXTERNAL, url.toString()));
      Endpoints endpoints = endpoints(layout, ports, given);
      Map<String, String> written = new LinkedHashMap<>(endpoints.environment());
      if (given.containsKey(EXTERNAL)) {
        written.put(EXTERNAL, given.get(EXTERNAL));
      }
      layout.envFile().write(written);
      return new Devstack(layout, endpoints, options);
    } catch (IOException e) {
      throw DevstackErrors.unusableFolder(layout.data(), e);
    }
  }

  /** Empty when none was ever made there. */
  public static Optional<Devstack> existing(DevstackLayout layout, DevstackOptions options) {
    try {
      Optional<PortPlan> ports = PortPlan.read(layout.portFile());
      if (ports.isEmpty()) {
        return Optional.empty();
      }
      Endpoints endpoints = endpoints(layout, ports.get(), layout.envFile().read());
      return Optional.of(new Devstack(layout, endpoints, options));
    } catch (IOException e) {
      throw DevstackErrors.unusableFolder(layout.data(), e);
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** Those that belong to it. */
  public Set<ComponentName> usual() {
    return layout.usual();
  }

  /** What these need is started too. */
  public void up(Set<ComponentName> names) {
    supervisor.up(names);
  }

  public List<ComponentStatus> status() {
    Set<ComponentName> usual = layout.usual();
    return supervisor.status().stream().filter(one -> usual.contains(one.name())).toList();
  }

  /** Ends one as a crash would; {@link #up} brings it back. */
  public void kill(ComponentName name) {
    supervisor.kill(name);
  }

  public void down() {
    supervisor.down();
  }

  /** Deletes all data, the lake too; only after {@link #down}. */
  public void clean() {
    try {
      for (Path path : layout.everything()) {
        FileTree.delete(path);
      }
      try (var left = Files.list(layout.data())) {
        if (left.findAny().isEmpty()) {
          Files.delete(layout.data());
        }
      }
    } catch (IOException e) {
      throw DevstackErrors.unusableFolder(layout.data(), e);
    }
  }

  @Override
  public void close() {
    down();
  }

  /** The ports it has, changed only as far as was asked for and nothing that runs minds. */
  private static PortPlan settledPorts(DevstackLayout layout, DevstackOptions options)
      throws IOException {
    Optional<PortPlan> recorded = PortPlan.read(layout.portFile());
    if (recorded.isEmpty()) {
      return PortPlan.of(options.ports().orElse(PortChoice.DEFAULT));
    }
    if (options.ports().isEmpty() || (recorded.get().equals(PortPlan.usual()) && !free(options))) {
      return recorded.get();
    }
    Map<PortName, Integer> held = existing(layout, options).orElseThrow().supervisor.heldPorts();
    if (free(options)) {
      return recorded.get().replacingTaken(held.keySet());
    }
    if (!held.isEmpty()) {
      throw DevstackErrors.portsFixed(held);
    }
    return PortPlan.usual();
  }

  private static boolean free(DevstackOptions options) {
    return options.ports().filter(choice -> choice == PortChoice.FREE).isPresent();
  }

  private boolean isOwn(URI clickhouse) {
    return clickhouse.equals(ownClickHouse(endpoints.ports()));
  }

  private static Endpoints endpoints(
      DevstackLayout layout, PortPlan ports, Map<String, String> given) {
    URI clickhouse =
        Optional.ofNullable(given.get(EXTERNAL))
            .map(URI::create)
            .orElseGet(() -> ownClickHouse(ports));
    return new Endpoints(ports, Accounts.from(given), clickhouse, layout.lake());
  }

  private static URI ownClickHouse(PortPlan ports) {
    return URI.create("http://" + Endpoints.HOST + ":" + ports.of(PortName.CLICKHOUSE));
  }
}
