package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.settings.DevstackLayout;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which devstack is meant. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of all its data; ${DEFAULT-VALUE} if not given.",
      defaultValue = "${env:TIDEMARK_DATA:-.tidemark}")
  private Path data;

  DevstackLayout layout() {
    return DevstackLayout.of(data);
  }
}
