package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStop;
import dev.tidemark.ingest.control.Pause;
import picocli.CommandLine.Command;

/** Lets sources be. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description =
        "Pauses the connectors of sources until ingest resume; apply leaves them alone. A paused Postgres keeps its log for the slot.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:Connect did not answer or refused", "2:wrong arguments or conf"})
final class PauseCommand extends SourceWord {
  PauseCommand(Environment environment) {
    super(environment);
  }

  @Override
  String done(String connector, ConnectClient connect, Pause pause) {
    new ConnectorStop(connect, pause).pause(connector);
    return "connector %s is paused; it goes on with: ingest resume %s"
        .formatted(connector, connector);
  }
}
