package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.status.Inspection;
import dev.tidemark.ingest.status.RegistryCheck;
import dev.tidemark.ingest.status.StatusReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how sources, connectors and topics are. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows connectors, tasks, topics, heartbeats and the registry. Changes nothing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything is there and nothing has failed",
      "1:a component did not answer, a connector or topic is missing, or a task has failed",
      "2:wrong arguments or conf"
    })
final class StatusCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  StatusCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Conf conf = IngestConf.load(common.folder(), environment);
    try (KafkaTopics topics = common.topics(conf)) {
      Inspection inspection =
          new Inspection(
              topics, common.connect(conf, Pause.sleeping()), environment, Clock.systemUTC());
      StatusReport report =
          new StatusReport(
              IngestConf.sources(conf, common.source()).stream().map(inspection::inspect).toList(),
              new RegistryCheck().check(conf.platform().registry()));
      PrintWriter out = spec.commandLine().getOut();
      if (common.output() == Output.json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
      return report.isBroken() ? 1 : 0;
    }
  }
}
