package dev.tidemark.api;

import dev.tidemark.api.access.ApiKeys;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks what can be checked before the first request, then serves. */
@Command(
    name = "tidemark serve",
    mixinStandardHelpOptions = true,
    description = "Serves gold from ClickHouse as a REST API.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "2:wrong arguments, conf, keys, credentials or port"})
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final int WRONG = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml; default ${DEFAULT-VALUE}.")
  private Path conf;

  @Override
  public Integer call() {
    try {
      serve(Environment.ofProcess());
      return 0;
    } catch (StartException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return WRONG;
    }
  }

  private void serve(Environment environment) {
    Conf read = StartChecks.conf(conf, environment);
    Platform.Api api = read.platform().api();
    StartChecks.isLoopback(api);
    ApiKeys keys = StartChecks.keys(read, environment);
    StartChecks.portIsFree(api);
    ClickHouse clickhouse = StartChecks.clickhouse(read, environment);
    Optional<String> down = StartChecks.refusal(clickhouse.reachability());
    down.ifPresent(
        reason ->
            LOG.atWarn()
                .addKeyValue("url", clickhouse.url())
                .addKeyValue("reason", reason)
                .log("clickhouse does not answer; requests get 503 until it does"));
    Server server = Server.start(read, clickhouse, Clock.systemUTC(), api, keys);
    spec.commandLine()
        .getOut()
        .println("API ready: %s (docs at %s/docs)".formatted(server.url(), server.url()));
  }
}
