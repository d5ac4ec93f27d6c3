package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every word of ingest takes. */
final class CommonOptions {
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--source", paramLabel = "NAME", description = "This source only (default: all).")
  private String source;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to answer (default: ${DEFAULT-VALUE}).")
  private Output output;

  Path folder() {
    return folder;
  }

  Optional<String> source() {
    return Optional.ofNullable(source);
  }

  Output output() {
    return output;
  }

  ConnectClient connect(Conf conf, Pause pause) {
    return connectOf(conf, pause);
  }

  static ConnectClient connectOf(Conf conf, Pause pause) {
    return new ConnectClient(conf.platform().connect(), CONNECT_TIMEOUT, pause);
  }

  KafkaTopics topics(Conf conf) {
    return KafkaTopics.at(conf.platform().bootstrapServers(), KAFKA_TIMEOUT);
  }
}
