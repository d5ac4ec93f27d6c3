package dev.tidemark.devstack.component;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param environment added to ours
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
