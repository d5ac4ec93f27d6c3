package dev.tidemark.backfill;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder that every word reads. */
final class ConfOption {
  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "the folder that holds tidemark.yaml (default: ${DEFAULT-VALUE})")
  private Path folder;

  Conf load(Environment environment) {
    return ConfLoader.load(folder, environment);
  }
}
