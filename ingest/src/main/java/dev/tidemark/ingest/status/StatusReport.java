package dev.tidemark.ingest.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ingest.control.ConnectorStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The state of ingest, for a person and for a program. */
public record StatusReport(List<SourceStatus> sources, RegistryStatus registry) {
  public StatusReport {
    sources = List.copyOf(sources);
  }

  public boolean isBroken() {
    return registry.failure().isPresent() || sources.stream().anyMatch(SourceStatus::isBroken);
  }

  public String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (SourceStatus source : sources) {
      ObjectNode node = root.withArray("/sources").addObject();
      node.put("source", source.source().name()).put("kind", source.source().kind());
      node.put("connector", source.state());
      node.withArray("/tasks");
      source.connector().ifPresent(connector -> tasks(connector, node));
      node.withArray("/topics");
      source
          .partitions()
          .forEach(
              (topic, partitions) ->
                  node.withArray("/topics")
                      .addObject()
                      .put("topic", topic)
                      .put("partitions", partitions));
      source.missing().forEach(node.withArray("/missingTopics")::add);
      source.trouble().ifPresent(trouble -> node.put("trouble", trouble));
      node.put("heartbeatAgeMs", source.heartbeatAge().map(Duration::toMillis).orElse(null));
    }
    ObjectNode registryNode = root.putObject("registry");
    registryNode.put("url", registry.url().map(Object::toString).orElse(null));
    registryNode.put("answers", registry.url().isPresent() && registry.failure().isEmpty());
    return root.toPrettyString();
  }

  public List<String> lines() {
    Columns table = new Columns();
    table.row("SOURCE", "KIND", "CONNECTOR", "TASKS", "TOPICS", "HEARTBEAT");
    for (SourceStatus source : sources) {
      int there = source.partitions().size();
      table.row(
          source.source().name(),
          source.source().kind(),
          source.state(),
          source.connector().map(StatusReport::tasks).orElse("-"),
          "%s of %s".formatted(there, there + source.missing().size()),
          source.heartbeatAge().map(StatusReport::ago).orElse("never"));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    Columns topics = new Columns();
    topics.row("TOPIC", "PARTITIONS");
    for (SourceStatus source : sources) {
      source.partitions().forEach((name, count) -> topics.row(name, String.valueOf(count)));
      source.missing().forEach(name -> topics.row(name, "missing: run ingest apply"));
    }
    lines.addAll(topics.lines());
    lines.add("");
    lines.add("registry  " + registry);
    sources.forEach(source -> failure(source).ifPresent(lines::add));
    sources.forEach(
        source ->
            source
                .trouble()
                .map(trouble -> "source %s: %s".formatted(source.source().name(), trouble))
                .ifPresent(lines::add));
    return lines;
  }

  private static Optional<String> failure(SourceStatus source) {
    if (source.connector().isEmpty()) {
      return Optional.of(
          "source %s has no connector; run ingest apply".formatted(source.source().name()));
    }
    return source
        .connector()
        .get()
        .failure()
        .map(
            why ->
                "source %s: %s; mend it, then run ingest apply"
                    .formatted(source.source().name(), why));
  }

  private static void tasks(ConnectorStatus connector, ObjectNode node) {
    for (ConnectorStatus.Task task : connector.tasks()) {
      node.withArray("/tasks")
          .addObject()
          .put("id", task.id())
          .put("state", task.state())
          .put("worker", task.worker());
    }
    connector.failure().ifPresent(why -> node.put("failure", why));
  }

  private static String tasks(ConnectorStatus connector) {
    List<String> tasks =
        connector.tasks().stream().map(task -> "%s %s".formatted(task.id(), task.state())).toList();
    return tasks.isEmpty() ? "none" : String.join(", ", tasks);
  }

  private static String ago(Duration age) {
    return age.toMinutes() > 0
        ? "%s min ago".formatted(age.toMinutes())
        : String.format(Locale.ROOT, "%.1f s ago", age.toMillis() / 1000.0);
  }
}
