package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.apply.Applier;
import dev.tidemark.ingest.apply.Plan;
import dev.tidemark.ingest.apply.Planner;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what differs, then makes it so. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description =
        "Makes topics, connectors and conf/.columns match conf/sources. Shows the plan as a diff first. Safe to repeat: the second time there is nothing to do.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything matches conf",
      "1:a component did not answer or refused, or a task has failed",
      "2:wrong arguments or conf, credentials included"
    })
final class ApplyCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Show the plan and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "For scripts; apply asks no questions either way.")
  private boolean yes;

  ApplyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (dryRun && yes) {
      throw new ParameterException(
          spec.commandLine(), "--yes and --dry-run exclude each other; keep one");
    }
    Conf conf = IngestConf.load(common.folder(), environment);
    Pause pause = Pause.sleeping();
    ConnectClient connect = common.connect(conf, pause);
    try (KafkaTopics topics = common.topics(conf)) {
      Plan plan =
          new Planner(conf, environment, topics, connect)
              .plan(IngestConf.sources(conf, common.source()));
      PlanOutput.print(plan, dryRun, common.output(), spec.commandLine().getOut());
      if (!dryRun) {
        new Applier(topics, connect, Clock.systemUTC(), pause, this::progress).apply(plan);
        ending(plan);
      }
    }
    return 0;
  }

  private void progress(String line) {
    PrintWriter to =
        common.output() == Output.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    to.println("  " + line);
    to.flush();
  }

  private void ending(Plan plan) {
    if (common.output() == Output.text) {
      spec.commandLine().getOut().println(plan.isEmpty() ? "nothing to do" : "done");
      spec.commandLine().getOut().flush();
    }
  }
}
