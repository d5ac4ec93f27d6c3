package dev.tidemark.ingest.connector;

import dev.tidemark.contract.conf.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a source's connector. Secrets stand in them as references that the worker
 * resolves.
 *
 * @param settings by key; complete, so that what Connect has can be compared with it
 * @param problems what cannot be passed on, with the line in conf
 */
public record ConnectorSettings(Map<String, String> settings, List<Problem> problems) {
  public ConnectorSettings {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    problems = List.copyOf(problems);
  }
}
