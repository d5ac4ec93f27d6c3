package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidemark.contract.name.Identifiers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Reads a conf folder and checks its structure. SQL is not looked into here: that takes Spark's
 * analyser, see {@code tidemark validate}.
 */
public final class ConfLoader {
  private final Path folder;
  private final ConfReader reader;
  private final SourceReader sourceReader;
  private final List<Problem> problems = new ArrayList<>();

  /** Names of files that have mistakes of their own: what refers to them is not told again. */
  private final Set<String> unread = new HashSet<>();

  private ConfLoader(Path folder, Environment environment) {
    this.folder = folder;
    this.reader = new ConfReader(environment, problems);
    this.sourceReader = new SourceReader(environment, problems);
  }

  /** What could be read, and every mistake found; both, so that more checks can follow. */
  public record Result(Optional<Conf> conf, List<Problem> problems) {
    public Result {
      problems = problems.stream().sorted(Problem.ORDER).distinct().toList();
    }

    /**
     * The conf.
     *
     * @throws ConfException if there is any mistake
     */
    public Conf orThrow() {
      if (!problems.isEmpty() || conf.isEmpty()) {
        throw new ConfException(problems);
      }
      return conf.get();
    }
  }

  /**
   * Loads conf for use.
   *
   * @throws ConfException with every mistake
   */
  public static Conf load(Path folder, Environment environment) {
    return read(folder, environment).orThrow();
  }

  public static Result read(Path folder, Environment environment) {
    return new ConfLoader(folder, environment).read();
  }

  private Result read() {
    Path main = folder.resolve("tidemark.yaml");
    if (!Files.isRegularFile(main)) {
      problems.add(
          new Problem(
              main,
              1,
              "there is no such file",
              "name the folder that holds tidemark.yaml with --conf DIR"));
      return new Result(Optional.empty(), problems);
    }
    Optional<Platform> platform = reader.platform(checked(main, SchemaCheck.of("tidemark")));
    Map<String, Source> sources = new TreeMap<>();
    boolean registry = platform.map(p -> p.registry().isPresent()).orElse(true);
    each(
        "sources",
        "source",
        (name, tree) ->
            sourceReader.read(name, tree, registry).ifPresent(source -> sources.put(name, source)));
    Map<String, Dataset> datasets = new TreeMap<>();
    each(
        "datasets",
        "dataset",
        (name, tree) ->
            reader
                .dataset(name, tree, columns(name))
                .ifPresent(dataset -> datasets.put(name, dataset)));
    Map<String, View> views = new TreeMap<>();
    for (Path file : files("views", ".sql")) {
      String name = nameOf(file, ".sql");
      views.put(name, new View(name, text(file), Located.text(file)));
    }
    Map<String, GoldModel> gold = gold();
    if (platform.isEmpty()) {
      return new Result(Optional.empty(), problems);
    }
    Conf conf = new Conf(folder, platform.get(), sources, datasets, views, gold);
    ConfChecks.check(conf, unread, problems);
    return new Result(Optional.of(conf), problems);
  }

  private Map<String, GoldModel> gold() {
    Map<String, GoldModel> gold = new TreeMap<>();
    each(
        "gold",
        "gold",
        (name, tree) -> {
          Path sql = folder.resolve("gold").resolve(name + ".sql");
          if (!Files.isRegularFile(sql)) {
            problems.add(
                tree.at()
                    .problem(
                        "",
                        "there is no %s beside it".formatted(sql.getFileName()),
                        "write the model's SELECT there"));
            return;
          }
          reader.gold(name, tree, text(sql), Located.text(sql)).ifPresent(m -> gold.put(name, m));
        });
    for (Path sql : files("gold", ".sql")) {
      Path yaml = sql.resolveSibling(nameOf(sql, ".sql") + ".yaml");
      if (!Files.isRegularFile(yaml)) {
        problems.add(
            new Problem(
                sql,
                1,
                "there is no %s beside it".formatted(yaml.getFileName()),
                "state interval and key there"));
      }
    }
    return gold;
  }

  /** The columns that ingest apply wrote; nothing while the file is not there. */
  private Optional<YamlFile.Tree> columns(String dataset) {
    Path file = folder.resolve(".columns").resolve(dataset + ".yaml");
    return Files.isRegularFile(file)
        ? Optional.of(checked(file, SchemaCheck.of("columns")))
        : Optional.empty();
  }

  private void each(String sub, String kind, BiConsumer<String, YamlFile.Tree> use) {
    SchemaCheck schema = SchemaCheck.of(kind);
    for (Path file : files(sub, ".yaml")) {
      String name = nameOf(file, ".yaml");
      if (!Identifiers.isLegal(name)) {
        problems.add(
            new Problem(
                file,
                1,
                "the file's name is the %s's name, and '%s' is not a legal one"
                    .formatted(kind, name),
                "begin with a letter, then letters, digits, underscores"));
        continue;
      }
      int before = problems.size();
      YamlFile.Tree tree = checked(file, schema);
      if (problems.size() == before) {
        use.accept(name, tree);
      }
      if (problems.size() > before) {
        unread.add(name);
      }
    }
  }

  private YamlFile.Tree checked(Path file, SchemaCheck schema) {
    int before = problems.size();
    YamlFile.Tree tree = YamlFile.read(file, problems);
    if (problems.size() == before) {
      problems.addAll(schema.check(tree));
    }
    if (problems.size() == before) {
      return tree;
    }
    JsonNode nothing = MissingNode.getInstance();
    return new YamlFile.Tree(nothing, tree.at());
  }

  private List<Path> files(String sub, String ending) {
    Path dir = folder.resolve(sub);
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(dir)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      problems.add(
          new Problem(file, 1, "cannot be read: " + e.getMessage(), "check its permissions"));
      return "";
    }
  }

  private static String nameOf(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending.length());
  }
}
