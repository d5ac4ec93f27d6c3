package dev.tidemark.ingest.connector;

import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings in the making, with what all connectors have: name, converters, what conf passes on. */
public final class Draft {
  /**
   * A row of half of it, since an update of a database carries the row before and after. Topics of
   * tables are made for it; the usual 1 MB stops the task at the first large row.
   */
  public static final int LARGEST_RECORD = 32 * 1024 * 1024;

  private final Source source;
  private final Map<String, String> settings = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  public Draft(Source source) {
    this.source = source;
    put("name", source.name());
    put("exactly.once.support", "required");
    put("producer.override.max.request.size", String.valueOf(LARGEST_RECORD));
    put("producer.override.buffer.memory", String.valueOf(2 * LARGEST_RECORD));
  }

  public void put(String key, String value) {
    settings.put(key, value);
  }

  public void putAll(Map<String, String> more) {
    settings.putAll(more);
  }

  public void problem(Problem problem) {
    problems.add(problem);
  }

  /** As they are so far. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** With converters and what conf passes on, which wins over everything here. */
  public ConnectorSettings finished(Platform platform) {
    converters(platform);
    source.settings().forEach((key, value) -> put(key, checked("/settings/" + key, key, value)));
    return new ConnectorSettings(settings, problems);
  }

  private void converters(Platform platform) {
    for (String side : List.of("key", "value")) {
      String converter = side + ".converter";
      switch (source.format()) {
        case JSON -> {
          put(converter, "org.apache.kafka.connect.json.JsonConverter");
          put(converter + ".schemas.enable", "true");
          // with true, a NULL in a column that has a default arrives as the default
          put(converter + ".replace.null.with.default", "false");
        }
        case AVRO -> {
          String registry = converter + ".apicurio.registry.";
          put(converter, "io.apicurio.registry.utils.converter.AvroConverter");
          put(registry + "url", registryApi(platform));
          put(registry + "auto-register", "true");
          put(registry + "find-latest", "true");
          put(registry + "as-confluent", "true");
          put(registry + "headers.enabled", "false");
          put(registry + "use-id", "contentId");
        }
      }
    }
  }

  private static String registryApi(Platform platform) {
    URI url =
        platform
            .registry()
            .orElseThrow(() -> new IllegalStateException("conf checks that Avro has a registry"));
    return url.toString().replaceAll("/+$", "") + "/apis/registry/v2";
  }

  private String checked(String pointer, String key, String value) {
    if (SecretKeys.holdsSecret(key, value) && !SecretKeys.refers(value)) {
      problem(
          source
              .at()
              .problem(
                  pointer,
                  "setting '%s' holds a secret that stands in the file".formatted(key),
                  "write a reference: ${env:NAME} or ${file:PATH}"));
      return "***";
    }
    return translated(pointer, value);
  }

  /** With references as the worker resolves them; what it cannot is a mistake at the pointer. */
  public String translated(String pointer, String text) {
    try {
      return WorkerReferences.translated(text);
    } catch (IllegalArgumentException e) {
      problem(
          source
              .at()
              .problem(
                  pointer,
                  e.getMessage(),
                  "write ${env:NAME} and set the variable for the Connect workers too"));
      return "***";
    }
  }
}
