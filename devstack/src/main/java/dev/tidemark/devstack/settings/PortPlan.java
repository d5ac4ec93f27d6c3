package dev.tidemark.devstack.settings;

import dev.tidemark.devstack.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A port for each name; kept in the data folder, since connectors remember addresses. */
public record PortPlan(Map<PortName, Integer> ports) {
  public PortPlan {
    ports = Map.copyOf(ports);
  }

  public static PortPlan of(PortChoice choice) {
    return choice == PortChoice.FREE ? free() : usual();
  }

  public static PortPlan usual() {
    Map<PortName, Integer> ports = new EnumMap<>(PortName.class);
    for (PortName name : PortName.values()) {
      ports.put(name, name.usual());
    }
    return new PortPlan(ports);
  }

  public static PortPlan free() {
    Iterator<Integer> found = Ports.free(PortName.values().length).iterator();
    Map<PortName, Integer> ports = new EnumMap<>(PortName.class);
    for (PortName name : PortName.values()) {
      ports.put(name, found.next());
    }
    return new PortPlan(ports);
  }

  /** Empty when the file is not there. */
  public static Optional<PortPlan> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<PortName, Integer> ports = new EnumMap<>(usual().ports());
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      ports.put(
          PortName.valueOf(line.substring(0, equals)), Integer.valueOf(line.substring(equals + 1)));
    }
    return Optional.of(new PortPlan(ports));
  }

  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String text =
        new EnumMap<>(ports)
            .entrySet().stream()
                .map(entry -> entry.getKey().name() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    Files.writeString(file, text);
  }

  /** Another port for each that somebody holds; those kept are known to be held by ourselves. */
  public PortPlan replacingTaken(Set<PortName> kept) {
    Map<PortName, Integer> settled = new EnumMap<>(ports);
    PortPlan fresh = free();
    for (PortName name : PortName.values()) {
      if (!kept.contains(name) && !Ports.isFree(of(name))) {
        settled.put(name, fresh.of(name));
      }
    }
    return new PortPlan(settled);
  }

  public int of(PortName name) {
    return ports.get(name);
  }
}
