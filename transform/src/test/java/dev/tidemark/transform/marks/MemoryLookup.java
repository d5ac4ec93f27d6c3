package dev.tidemark.transform.marks;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.silver.Changes;
import dev.tidemark.transform.sql.DatasetColumns;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;

/** What {@link SparkLookup} asks of Spark, by walking over rows in memory. */
record MemoryLookup(Conf conf, MemorySilver silver, Map<String, Images> batch) implements Lookup {
  @Override
  public Set<Scope> scopes(Path path, int hop, Set<List<Object>> tuples, Grain grain) {
    List<InternalRow> rows = silverOf(path.hops().get(hop)).matching(path.hops().get(hop), tuples);
    for (Hop next : path.hops().subList(hop + 1, path.hops().size())) {
      Set<List<Object>> values = Images.tuples(next.own(), rows);
      rows = new ArrayList<>(silverOf(next).matching(next, values));
      if (batch.containsKey(next.dataset())) {
        rows.addAll(batch.get(next.dataset()).matching(next, values));
      }
    }
    Set<Scope> scopes = new HashSet<>();
    for (InternalRow row : rows) {
      scopes.add(Cut.scope(path.interval().of(row), path.interval().type(), grain));
    }
    return scopes;
  }

  private Images silverOf(Hop hop) {
    Dataset dataset = conf.datasets().get(hop.dataset());
    return Images.of(
        new Changes(dataset, DatasetColumns.of(dataset), silver.images(dataset), List.of()),
        dataset);
  }
}
