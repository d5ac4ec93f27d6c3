package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Pause;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A word that does one thing to the connectors of sources, one after the other. */
abstract class SourceWord implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", arity = "1..*", description = "Names in conf/sources.")
  private List<String> names;

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      defaultValue = "conf",
      description = "The folder that holds tidemark.yaml (default: ${DEFAULT-VALUE}).")
  private Path folder;

  SourceWord(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Conf conf = IngestConf.load(folder, environment);
    Set<Source> sources = new LinkedHashSet<>(); // all names are looked at before anything is done
    for (String name : names) {
      Collection<Source> found = IngestConf.sources(conf, Optional.of(name));
      sources.addAll(found);
    }
    Pause pause = Pause.sleeping();
    ConnectClient connect = CommonOptions.connectOf(conf, pause);
    for (Source source : sources) {
      spec.commandLine().getOut().println(done(source.name(), connect, pause));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  /**
   * Does it, and returns what a person is told.
   *
   * @throws dev.tidemark.ingest.failure.IngestException if Connect refuses
   */
  abstract String done(String connector, ConnectClient connect, Pause pause);
}
