package dev.tidemark.ingest.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What apply will do, and what it leaves as it is.
 *
 * @param changes in the order in which they are done: topics, columns, connectors
 * @param unchanged how many of each kind are right already
 * @param warnings what a person should know or do
 * @param running connectors that must run at the end, with their settings
 */
public record Plan(
    List<Change> changes,
    Map<Kind, Integer> unchanged,
    List<String> warnings,
    Map<String, Map<String, String>> running) {
  public Plan {
    changes = List.copyOf(changes);
    unchanged = Map.copyOf(unchanged);
    warnings = List.copyOf(warnings);
    running = Map.copyOf(running);
  }

  /** What there is to be right. */
  public enum Kind {
    TOPIC("topic", "topics"),
    COLUMNS("column file", "column files"),
    CONNECTOR("connector", "connectors");

    private final String one;
    private final String many;

    Kind(String one, String many) {
      this.one = one;
      this.many = many;
    }

    String counted(int count) {
      return count + " " + (count == 1 ? one : many);
    }
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Connectors that are made, changed or started again. */
  Set<String> touchedConnectors() {
    return changes.stream()
        .map(Change::connectorName)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /** The diff, as a person reads it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    changes.forEach(change -> lines.addAll(change.lines()));
    if (!unchanged.isEmpty()) {
      List<String> counts =
          new TreeMap<>(unchanged)
              .entrySet().stream().map(entry -> entry.getKey().counted(entry.getValue())).toList();
      lines.add("= " + String.join(", ", counts));
    }
    warnings.forEach(warning -> lines.add("! " + warning));
    return lines;
  }
}
