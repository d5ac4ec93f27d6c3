package dev.tidemark.transform.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Keeps gold by marks alone, and holds it to the full recompute after every batch. */
final class MarkedGold {
  private final Conf conf = FullModels.conf(folder());
  private final Analysis analysis = Analysis.of(conf, TestSpark.session()).orThrow();

  /** How marks are found over a silver. */
  @FunctionalInterface
  interface Finders {
    MarkFinder over(Conf conf, Analysis analysis, MemorySilver silver);
  }

  /** Look-ups in memory. */
  static MarkFinder inMemory(Conf conf, Analysis analysis, MemorySilver silver) {
    return new MarkFinder(conf, analysis, batch -> new MemoryLookup(conf, silver, batch));
  }

  /** Look-ups as the product does them. */
  static MarkFinder bySpark(Conf conf, Analysis analysis, MemorySilver silver) {
    return new MarkFinder(conf, analysis, TestSpark.session(), silver.tables());
  }

  void equalsFullRecompute(List<List<Event>> batches, Finders finders) {
    live(batches, finders, analysis);
  }

  /** With one way from a dataset to a model forgotten. */
  void withoutAWay(List<List<Event>> batches, String model, String dataset) {
    AnalysedModel whole = analysis.models().get(model);
    Map<String, Way> ways = new HashMap<>(whole.ways());
    assertThat(ways.remove(dataset)).isNotNull();
    Map<String, AnalysedModel> models = new HashMap<>(analysis.models());
    models.put(
        model,
        new AnalysedModel(
            whole.model(),
            whole.schema(),
            ways,
            whole.prunable(),
            whole.keyIsUnique(),
            "",
            whole.origins()));
    live(batches, MarkedGold::inMemory, new Analysis(models, List.of(), List.of()));
  }

  private void live(List<List<Event>> batches, Finders finders, Analysis ways) {
    assertThat(analysis.warnings()).isEmpty();
    MemorySilver silver = new MemorySilver(conf);
    FullModels models = new FullModels(conf, silver);
    MarkFinder finder = finders.over(conf, ways, silver);
    Map<String, Map<Row, Scope>> gold = models.results();
    for (List<Event> batch : batches) {
      Set<Mark> marks = finder.find(silver.changes(batch));
      silver.apply(batch);
      Map<String, Map<Row, Scope>> full = models.results();
      gold.forEach((model, rows) -> refresh(rows, full.get(model), scopes(marks, model)));
      assertThat(gold).as("gold kept by marks, and recomputed in full").isEqualTo(full);
    }
  }

  private static Set<Scope> scopes(Set<Mark> marks, String model) {
    return marks.stream()
        .filter(mark -> mark.model().equals(model))
        .map(Mark::scope)
        .collect(Collectors.toSet());
  }

  /** Marked intervals are computed anew, others stay as they are. */
  private static void refresh(Map<Row, Scope> gold, Map<Row, Scope> full, Set<Scope> marked) {
    boolean all = marked.contains(new Scope.Everything());
    gold.values().removeIf(scope -> all || marked.contains(scope));
    full.forEach(
        (row, scope) -> {
          if (all || marked.contains(scope)) {
            gold.put(row, scope);
          }
        });
  }

  private static java.nio.file.Path folder() {
    try {
      return Files.createTempDirectory("marked-gold-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
