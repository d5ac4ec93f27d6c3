package dev.tidemark.transform;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that every word reads. */
final class ConfOption {
  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "the folder that holds tidemark.yaml (default: ${DEFAULT-VALUE})")
  Path folder;
}
