package dev.tidemark.ingest;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.conf.Suggestions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Conf as ingest needs it: mistakes that rest on the columns are its own task to mend. */
final class IngestConf {
  private IngestConf() {}

  /**
   * Loads conf.
   *
   * @throws ConfException with every mistake that apply cannot mend
   */
  static Conf load(Path folder, Environment environment) {
    ConfLoader.Result read = ConfLoader.read(folder, environment);
    Path columns = folder.resolve(".columns");
    List<Problem> left =
        read.problems().stream()
            .filter(problem -> problem.kind() != Problem.Kind.COLUMNS)
            .filter(problem -> !problem.file().startsWith(columns))
            .toList();
    if (!left.isEmpty() || read.conf().isEmpty()) {
      throw new ConfException(left);
    }
    return read.conf().get();
  }

  /**
   * One source, or all of them.
   *
   * @throws ConfException if there is none, or none of this name
   */
  static Collection<Source> sources(Conf conf, Optional<String> name) {
    Path folder = conf.folder().resolve("sources");
    if (conf.sources().isEmpty()) {
      throw mistake(
          folder, "there is no source", "write one, such as %s/<name>.yaml".formatted(folder));
    }
    if (name.isEmpty()) {
      return conf.sources().values();
    }
    Source source = conf.sources().get(name.get());
    if (source == null) {
      throw mistake(
          folder,
          "there is no source '%s'".formatted(name.get()),
          Suggestions.nearest(name.get(), conf.sources().keySet())
              .map("did you mean '%s'?"::formatted)
              .orElse("known: " + String.join(", ", conf.sources().keySet())));
    }
    return List.of(source);
  }

  private static ConfException mistake(Path file, String what, String remedy) {
    return new ConfException(List.of(new Problem(file, 1, what, remedy)));
  }
}
