package dev.tidemark.transform.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.index.Needs;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.index.RowIndex.Arrival;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.silver.Changes;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.DatasetColumns;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.sql.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Keeps gold by marks alone, and holds it to the full recompute after every batch. */
public final class MarkedGold {
  private static final SilverTables NO_TABLES =
      new SilverTables(
          (session, dataset) -> {
            throw new AssertionError("Spark was asked for %s".formatted(dataset.name()));
          });

  private final Conf conf = FullModels.conf(folder());
  private final Analysis analysis = Analysis.of(conf, TestSpark.session()).orThrow();

  /** How marks are found over a silver. */
  @FunctionalInterface
  interface Finders {
    MarkFinder over(Conf conf, Analysis analysis, MemorySilver silver);
  }

  /** Look-ups in memory. */
  public static MarkFinder inMemory(Conf conf, Analysis analysis, MemorySilver silver) {
    return new MarkFinder(conf, analysis, batch -> new MemoryLookup(conf, silver, batch));
  }

  /** Look-ups as the product does them. */
  static MarkFinder bySpark(Conf conf, Analysis analysis, MemorySilver silver) {
    return new MarkFinder(conf, analysis, TestSpark.session(), silver.tables(), new Indexes());
  }

  /** Look-ups by the product's indexes. */
  static MarkFinder byIndex(Conf conf, Analysis analysis, MemorySilver silver) {
    Map<String, Needs> needs = Needs.of(analysis.models().values());
    Indexes indexes = new Indexes();
    conf.datasets()
        .forEach(
            (name, dataset) ->
                indexes.put(
                    name,
                    () ->
                        Optional.of(index(dataset, silver, needs.getOrDefault(name, Needs.NONE)))));
    return new MarkFinder(conf, analysis, TestSpark.session(), NO_TABLES, indexes);
  }

  private static RowIndex index(Dataset dataset, MemorySilver silver, Needs needs) {
    RowIndex index =
        RowIndex.of(dataset, DatasetColumns.of(dataset), needs, new IndexMemory(1 << 20));
    List<Row> rows = silver.images(dataset);
    for (int i = 0; i < rows.size(); i++) {
      index.put(
          rows.get(i),
          new Arrival(new RowPosition("f", i), Optional.of(new Sequence(1, 0, i)), i % 2 == 0));
    }
    return index;
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
            whole.beside(),
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
      Set<Mark> marks = finder.find(cut(silver.changes(batch), ways));
      silver.apply(batch);
      Map<String, Map<Row, Scope>> full = models.results();
      gold.forEach((model, rows) -> refresh(rows, full.get(model), scopes(marks, model)));
      assertThat(gold).as("gold kept by marks, and recomputed in full").isEqualTo(full);
    }
  }

  /** Old images have no more than marks need, as those of an index. */
  private static List<Changes> cut(List<Changes> changes, Analysis ways) {
    Map<String, Needs> needs = Needs.of(ways.models().values());
    return changes.stream()
        .map(
            each -> {
              Set<String> kept = needs.getOrDefault(each.dataset().name(), Needs.NONE).columns();
              List<Row> before = each.before().stream().map(row -> cut(row, each, kept)).toList();
              return new Changes(each.dataset(), each.schema(), before, each.after());
            })
        .toList();
  }

  private static Row cut(Row row, Changes of, Set<String> kept) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = kept.contains(of.schema().fieldNames()[i]) ? row.get(i) : null;
    }
    return RowFactory.create(values);
  }

  private static Set<Scope> scopes(Set<Mark> marks, String model) {
    return marks.stream()
        .filter(mark -> mark.model().equals(model))
        .map(Mark::scope)
        .collect(Collectors.toSet());
  }

  /** Marked intervals are computed anew, others stay as they are. */
  public static void refresh(Map<Row, Scope> gold, Map<Row, Scope> full, Set<Scope> marked) {
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
