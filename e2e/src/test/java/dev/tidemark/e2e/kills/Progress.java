package dev.tidemark.e2e.kills;

import dev.tidemark.e2e.fixture.Stack;
import dev.tidemark.e2e.workload.ShopOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** How far a batch has come, seen from outside: versions of every store before and after. */
record Progress(
    List<Long> bronze,
    List<Long> marks,
    List<Long> silver,
    List<Long> gold,
    List<Long> clickHouse) {
  /** How much of a batch a store has. */
  enum Extent {
    NONE,
    SOME,
    ALL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the stores have of one batch. */
  record Seen(Extent bronze, Extent marks, Extent silver, Extent gold, Extent clickHouse) {}

  static Progress of(Stack stack) {
    Path lake = stack.lake().lake();
    return new Progress(
        all(ShopOracle.TABLES, table -> version(lake.resolve("bronze").resolve(table))),
        List.of(version(lake.resolve("_tidemark/marks"))),
        all(ShopOracle.TABLES, table -> version(lake.resolve("silver").resolve(table))),
        all(models(), model -> version(lake.resolve("gold").resolve(model))),
        all(models(), model -> published(stack, model)));
  }

  Seen since(Progress before) {
    return new Seen(
        extent(before.bronze, bronze),
        extent(before.marks, marks),
        extent(before.silver, silver),
        extent(before.gold, gold),
        extent(before.clickHouse, clickHouse));
  }

  private static Extent extent(List<Long> before, List<Long> after) {
    int done = 0;
    for (int i = 0; i < before.size(); i++) {
      done += after.get(i) > before.get(i) ? 1 : 0;
    }
    if (done == 0) {
      return Extent.NONE;
    }
    return done == before.size() ? Extent.ALL : Extent.SOME;
  }

  private static List<String> models() {
    return ShopOracle.MODELS.stream().map(ShopOracle.Model::name).toList();
  }

  private static List<Long> all(List<String> names, ToLongFunction<String> version) {
    return names.stream().map(version::applyAsLong).toList();
  }

  private static long published(Stack stack, String model) {
    String newest =
        stack
            .engine()
            .query("SELECT max(_version) AS newest FROM tidemark.%s".formatted(model))
            .values("newest")
            .get(0);
    return Long.parseLong(newest);
  }

  /** Of a Delta table, by its log; -1 if there is none. */
  private static long version(Path table) {
    Path log = table.resolve("_delta_log");
    if (!Files.isDirectory(log)) {
      return -1;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{20}\\.json"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 20)))
          .max()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + log, e);
    }
  }
}
