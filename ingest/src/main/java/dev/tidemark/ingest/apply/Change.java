package dev.tidemark.ingest.apply;

import dev.tidemark.ingest.connector.SecretKeys;
import dev.tidemark.ingest.control.TopicSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** One thing that apply does. All of them can be done twice. */
public sealed interface Change {
  /** The lines of the diff: {@code +} is made, {@code ~} is changed. */
  List<String> lines();

  /** The connector that it touches, if it is about one. */
  default Optional<String> connectorName() {
    return Optional.empty();
  }

  /** A topic that is not there. */
  record MakeTopic(TopicSpec topic) implements Change {
    @Override
    public List<String> lines() {
      return List.of("+ topic " + topic);
    }
  }

  /** A topic that loses what must be kept. */
  record AlterTopic(String topic, Map<String, String> before, Map<String, String> after)
      implements Change {
    @Override
    public List<String> lines() {
      return differences("~ topic " + topic, before, after);
    }
  }

  /** A dataset's columns, not written yet. */
  record MakeColumns(String dataset, Path file, String text) implements Change {
    @Override
    public List<String> lines() {
      long columns = text.lines().filter(line -> line.startsWith("  - ")).count();
      return List.of(
          "+ columns %s: %s → %s"
              .formatted(dataset, columns == 1 ? "1 column" : columns + " columns", file));
    }
  }

  /**
   * A dataset's columns, changed at the source.
   *
   * @param gone lines of the file that go
   * @param come lines that come
   */
  record ChangeColumns(String dataset, Path file, String text, List<String> gone, List<String> come)
      implements Change {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("~ columns %s → %s".formatted(dataset, file));
      gone.forEach(line -> lines.add("    - " + line));
      come.forEach(line -> lines.add("    + " + line));
      return lines;
    }
  }

  /**
   * A connector that is not there.
   *
   * @param what in words: of what kind, from where
   */
  record MakeConnector(String connector, Map<String, String> settings, String what)
      implements Change {
    @Override
    public Optional<String> connectorName() {
      return Optional.of(connector);
    }

    @Override
    public List<String> lines() {
      return List.of("+ connector %s: %s, %s settings".formatted(connector, what, settings.size()));
    }
  }

  /** A connector with other settings. */
  record ChangeConnector(String connector, Map<String, String> before, Map<String, String> after)
      implements Change {
    @Override
    public Optional<String> connectorName() {
      return Optional.of(connector);
    }

    @Override
    public List<String> lines() {
      return differences("~ connector " + connector, before, after);
    }
  }

  /** A connector with the right settings that has failed. */
  record RestartConnector(String connector, Map<String, String> settings, String failure)
      implements Change {
    @Override
    public Optional<String> connectorName() {
      return Optional.of(connector);
    }

    @Override
    public List<String> lines() {
      return List.of(
          "~ connector %s: restart, for it has failed: %s".formatted(connector, failure));
    }
  }

  private static List<String> differences(
      String what, Map<String, String> before, Map<String, String> after) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    Map<String, String> old = new TreeMap<>(before);
    for (String key : keys) {
      if (!Objects.equals(old.get(key), after.get(key))) {
        lines.add("%s: %s %s → %s".formatted(what, key, shown(key, old), shown(key, after)));
      }
    }
    return lines;
  }

  private static String shown(String key, Map<String, String> settings) {
    String value = settings.get(key);
    return value == null ? "(none)" : SecretKeys.shown(key, value);
  }
}
