package dev.tidemark.transform.marks;

import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.Path;
import dev.tidemark.transform.sql.RowValue;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;

/** The look-up by the datasets' indexes; from a dataset on that has none, by another one. */
final class IndexLookup implements Lookup {
  private final Indexes indexes;
  private final Map<String, Images> batch;
  private final Lookup other;

  IndexLookup(Indexes indexes, Map<String, Images> batch, Lookup other) {
    this.indexes = indexes;
    this.batch = batch;
    this.other = other;
  }

  @Override
  public Set<Scope> scopes(Path path, int hop, Set<List<Object>> tuples, Grain grain) {
    Set<Scope> scopes = new HashSet<>();
    Set<List<Object>> values = tuples;
    for (int i = hop; i < path.hops().size() && !values.isEmpty(); i++) {
      Hop to = path.hops().get(i);
      Optional<RowIndex> index = indexes.of(to.dataset()).filter(found -> found.finds(to));
      boolean last = i == path.hops().size() - 1;
      Set<List<Object>> next = new LinkedHashSet<>();
      Consumer<InternalRow> use =
          last
              ? row -> scopes.add(Cut.scope(path.interval().of(row), path.interval().type(), grain))
              : using(path.hops().get(i + 1), next);
      if (i > hop && batch.containsKey(to.dataset())) {
        batch.get(to.dataset()).matching(to, values).forEach(use);
      }
      if (index.isEmpty()) {
        scopes.addAll(other.scopes(path, i, values, grain));
      } else {
        index.get().matching(to, values, use);
      }
      values = next;
    }
    return scopes;
  }

  private static Consumer<InternalRow> using(Hop next, Set<List<Object>> values) {
    return row -> RowValue.tuple(next.own(), row).ifPresent(values::add);
  }
}
