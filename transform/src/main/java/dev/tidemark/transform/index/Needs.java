package dev.tidemark.transform.index;

import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.Path;
import dev.tidemark.transform.sql.RowValue;
import dev.tidemark.transform.sql.Way;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What marks need to know of a dataset's rows.
 *
 * @param columns whose values they look at
 * @param joins lists of values by which rows are looked for
 */
public record Needs(Set<String> columns, Collection<List<RowValue>> joins) {
  public static final Needs NONE = new Needs(Set.of(), List.of());

  public Needs {
    columns = Set.copyOf(columns);
    joins = List.copyOf(joins);
  }

  /** By dataset; those of which nothing is needed are absent. */
  public static Map<String, Needs> of(Collection<AnalysedModel> models) {
    Map<String, Collected> collected = new HashMap<>();
    for (AnalysedModel model : models) {
      model
          .ways()
          .forEach(
              (dataset, way) -> {
                if (way instanceof Way.Along along) {
                  along.paths().forEach(path -> collect(dataset, path, collected));
                }
              });
    }
    Map<String, Needs> needs = new HashMap<>();
    collected.forEach((name, c) -> needs.put(name, new Needs(c.columns, c.joins.values())));
    return needs;
  }

  private static final class Collected {
    final Set<String> columns = new TreeSet<>();
    final Map<String, List<RowValue>> joins = new LinkedHashMap<>();

    void look(List<RowValue> values) {
      values.forEach(value -> columns.addAll(value.columns()));
    }
  }

  private static void collect(String dataset, Path path, Map<String, Collected> collected) {
    Collected at = collected.computeIfAbsent(dataset, name -> new Collected());
    for (Hop hop : path.hops()) {
      at.look(hop.own());
      at = collected.computeIfAbsent(hop.dataset(), name -> new Collected());
      at.look(hop.other());
      at.joins.put(hop.other().toString(), hop.other());
    }
    at.look(List.of(path.interval()));
  }
}
