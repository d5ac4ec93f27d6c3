package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Pause;
import picocli.CommandLine.Command;

/** Lets paused sources go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets the connectors of sources go on where they were paused or stopped.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:Connect did not answer or refused", "2:wrong arguments or conf"})
final class ResumeCommand extends SourceWord {
  ResumeCommand(Environment environment) {
    super(environment);
  }

  @Override
  String done(String connector, ConnectClient connect, Pause pause) {
    connect.resume(connector);
    return "connector %s goes on where it was".formatted(connector);
  }
}
