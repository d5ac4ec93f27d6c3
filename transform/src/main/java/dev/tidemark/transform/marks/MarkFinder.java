package dev.tidemark.transform.marks;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.silver.Changes;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.Path;
import dev.tidemark.transform.sql.RowValue;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.sql.Way;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Finds the gold intervals that a batch will dirty, from its old and new images and silver as it is
 * before the batch. One mark too many costs time, one too few is wrong gold.
 */
public final class MarkFinder {
  private final Map<String, Dataset> datasets;
  private final Collection<AnalysedModel> models;

  /** Datasets that a model reads. */
  private final Set<String> read;

  private final Lookup.Source lookups;

  /**
   * @param indexes by which rows are looked up; where there is none, by {@code silver}
   */
  public MarkFinder(
      Conf conf, Analysis analysis, SparkSession spark, SilverTables silver, Indexes indexes) {
    this(conf, analysis, indexed(indexes, sparkLookups(conf, spark, silver)));
  }

  MarkFinder(Conf conf, Analysis analysis, Lookup.Source lookups) {
    this.datasets = conf.datasets();
    this.models = analysis.models().values();
    this.read =
        models.stream()
            .flatMap(model -> model.ways().keySet().stream())
            .collect(Collectors.toSet());
    this.lookups = lookups;
  }

  private static Lookup.Source indexed(Indexes indexes, Lookup.Source others) {
    return batch -> new IndexLookup(indexes, batch, others.beside(batch));
  }

  private static Lookup.Source sparkLookups(Conf conf, SparkSession spark, SilverTables silver) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    // look-ups are small: one job each, not one for each of their joins
    session.conf().set("spark.sql.adaptive.enabled", "false");
    return batch -> new SparkLookup(session, silver, conf.datasets(), batch);
  }

  /**
   * To be called before silver takes the batch in. Runs no Spark job if silver need not be read.
   */
  public Set<Mark> find(Collection<Changes> changes) {
    Map<String, Images> batch = new HashMap<>();
    for (Changes each : changes) {
      String name = each.dataset().name();
      if (!each.isEmpty() && read.contains(name)) {
        batch.put(name, Images.of(each, datasets.get(name)));
      }
    }
    Search search = new Search(batch);
    Set<Mark> marks = new LinkedHashSet<>();
    models.forEach(model -> batch.keySet().forEach(dataset -> search.add(model, dataset, marks)));
    return marks;
  }

  /** One batch; what leads along the same path is looked up once for all models. */
  private final class Search {
    private final Map<String, Images> batch;
    private final Lookup lookup;
    private final Map<String, Set<Scope>> found = new HashMap<>();

    Search(Map<String, Images> batch) {
      this.batch = batch;
      this.lookup = lookups.beside(batch);
    }

    void add(AnalysedModel model, String dataset, Set<Mark> marks) {
      Way way = model.ways().get(dataset);
      String name = model.model().name();
      Mark everything = Mark.everything(name, dataset);
      if (way instanceof Way.Everything) {
        marks.add(everything);
      }
      if (way instanceof Way.Along along) {
        for (Path path : along.paths()) {
          scopes(dataset, path, model.model().grain())
              .forEach(scope -> marks.add(new Mark(name, scope, dataset)));
        }
      }
    }

    private Set<Scope> scopes(String dataset, Path path, Grain grain) {
      String key = dataset + " " + path + " " + grain;
      Set<Scope> known = found.get(key);
      if (known == null) {
        known = follow(batch.get(dataset).rows(), path, grain);
        found.put(key, known);
      }
      return known;
    }

    private Set<Scope> follow(List<InternalRow> images, Path path, Grain grain) {
      try {
        return walk(images, path, grain);
      } catch (RuntimeException e) {
        if (e instanceof SparkThrowable) {
          // a value that SQL refuses, such as a text that is no date: gold will say so itself
          return Set.of(new Scope.Everything());
        }
        throw e;
      }
    }

    private Set<Scope> walk(List<InternalRow> images, Path path, Grain grain) {
      Set<Scope> scopes = new LinkedHashSet<>();
      for (RowValue absent : path.whenAbsent()) {
        scopes.add(Cut.scope(absent.of(InternalRow.empty()), absent.type(), grain));
      }
      List<InternalRow> rows = images;
      for (int i = 0; i < path.hops().size(); i++) {
        Hop hop = path.hops().get(i);
        Set<List<Object>> tuples = Images.tuples(hop.own(), rows);
        Images target = batch.getOrDefault(hop.dataset(), Images.none(datasets.get(hop.dataset())));
        Set<List<Object>> elsewhere = target.notHere(hop, tuples);
        if (!elsewhere.isEmpty()) {
          scopes.addAll(lookup.scopes(path, i, elsewhere, grain));
        }
        rows = target.matching(hop, tuples);
      }
      for (InternalRow row : rows) {
        scopes.add(Cut.scope(path.interval().of(row), path.interval().type(), grain));
      }
      return scopes;
    }
  }
}
