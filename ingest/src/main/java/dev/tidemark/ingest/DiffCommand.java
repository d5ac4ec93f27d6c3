package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.apply.Plan;
import dev.tidemark.ingest.apply.Planner;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What apply would do. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Shows what ingest apply would do, and changes nothing.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything matches conf",
      "1:a component did not answer or refused",
      "2:wrong arguments or conf, credentials included",
      "3:apply would change something"
    })
final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERS = 3;

  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  DiffCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Conf conf = IngestConf.load(common.folder(), environment);
    try (KafkaTopics topics = common.topics(conf)) {
      Plan plan =
          new Planner(conf, environment, topics, common.connect(conf, Pause.sleeping()))
              .plan(IngestConf.sources(conf, common.source()));
      PlanOutput.print(plan, true, common.output(), spec.commandLine().getOut());
      return plan.isEmpty() ? 0 : DIFFERS;
    }
  }
}
