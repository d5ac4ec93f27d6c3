package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Pause;
import picocli.CommandLine.Command;

/** Starts connectors anew. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description =
        "Starts the connectors of sources and all of their tasks again; they go on where they were.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:Connect did not answer or refused", "2:wrong arguments or conf"})
final class RestartCommand extends SourceWord {
  RestartCommand(Environment environment) {
    super(environment);
  }

  @Override
  String done(String connector, ConnectClient connect, Pause pause) {
    connect.restart(connector);
    return "connector %s and its tasks start again".formatted(connector);
  }
}
