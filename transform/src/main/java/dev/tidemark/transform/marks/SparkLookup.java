package dev.tidemark.transform.marks;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.sql.Hop;
import dev.tidemark.transform.sql.Path;
import dev.tidemark.transform.sql.RowValue;
import dev.tidemark.transform.sql.SilverTables;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** The look-up by Spark: one job each. */
final class SparkLookup implements Lookup {
  /** Up to so many values stand in the query's text, where file statistics can use them. */
  private static final int FEW = 1_000;

  private final SparkSession session;
  private final SilverTables silver;
  private final Map<String, Dataset> datasets;
  private final Map<String, Images> batch;

  SparkLookup(
      SparkSession session,
      SilverTables silver,
      Map<String, Dataset> datasets,
      Map<String, Images> batch) {
    this.session = session;
    this.silver = silver;
    this.datasets = datasets;
    this.batch = batch;
  }

  @Override
  public Set<Scope> scopes(Path path, int hop, Set<List<Object>> tuples, Grain grain) {
    Hop first = path.hops().get(hop);
    Dataset dataset = datasets.get(first.dataset());
    if (!silver.exists(session, dataset)) {
      return Set.of();
    }
    String before = session.sparkContext().getLocalProperty("spark.job.description");
    session
        .sparkContext()
        .setJobDescription(
            "marks: %s values looked up in %s".formatted(tuples.size(), first.dataset()));
    try {
      org.apache.spark.sql.Dataset<Row> rows =
          matching(silver.all(session, dataset), first.other(), tuples);
      for (Hop next : path.hops().subList(hop + 1, path.hops().size())) {
        rows = joined(rows, next);
      }
      Column start = Cut.start(path.interval().column(), grain);
      Set<Scope> scopes = new HashSet<>();
      rows.select(start)
          .distinct()
          .collectAsList()
          .forEach(row -> scopes.add(Cut.scope(row.getInstant(0))));
      return scopes;
    } finally {
      session.sparkContext().setJobDescription(before);
    }
  }

  private org.apache.spark.sql.Dataset<Row> joined(
      org.apache.spark.sql.Dataset<Row> rows, Hop hop) {
    Dataset dataset = datasets.get(hop.dataset());
    org.apache.spark.sql.Dataset<Row> target = silver.all(session, dataset);
    Images images = batch.get(hop.dataset());
    if (images != null && !images.external().isEmpty()) {
      target = target.union(session.createDataFrame(images.external(), images.columns()));
    }
    org.apache.spark.sql.Dataset<Row> values = rows.select(named(hop.own())).distinct();
    return target.join(values, equal(hop.other()), "left_semi");
  }

  private org.apache.spark.sql.Dataset<Row> matching(
      org.apache.spark.sql.Dataset<Row> rows, List<RowValue> values, Set<List<Object>> tuples) {
    if (values.size() == 1 && tuples.size() <= FEW) {
      DataType type = values.get(0).type();
      Object[] literals =
          tuples.stream().map(tuple -> literal(tuple.get(0), type)).toArray(Object[]::new);
      return rows.where(values.get(0).column().isin(literals));
    }
    return rows.join(local(values, tuples), equal(values), "left_semi");
  }

  private org.apache.spark.sql.Dataset<Row> local(List<RowValue> values, Set<List<Object>> tuples) {
    StructType schema = new StructType();
    List<Function1<Object, Object>> convert = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      schema = schema.add(name(i), values.get(i).type());
      convert.add(CatalystTypeConverters.createToScalaConverter(values.get(i).type()));
    }
    List<Row> rows = new ArrayList<>(tuples.size());
    for (List<Object> tuple : tuples) {
      Object[] external = new Object[tuple.size()];
      for (int i = 0; i < external.length; i++) {
        external[i] = convert.get(i).apply(internal(tuple.get(i)));
      }
      rows.add(RowFactory.create(external));
    }
    return session.createDataFrame(rows, schema);
  }

  private static Column equal(List<RowValue> values) {
    Column condition = values.get(0).column().equalTo(col(name(0)));
    for (int i = 1; i < values.size(); i++) {
      condition = condition.and(values.get(i).column().equalTo(col(name(i))));
    }
    return condition;
  }

  private static Column[] named(List<RowValue> values) {
    Column[] columns = new Column[values.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = values.get(i).column().as(name(i));
    }
    return columns;
  }

  /** Begins with an underscore, so no dataset has it. */
  private static String name(int i) {
    return "_value_" + i;
  }

  private static Column literal(Object key, DataType type) {
    return ExpressionUtils.column(new Literal(internal(key), type));
  }

  @SuppressWarnings("ByteBufferBackingArray") // EqualValues wraps whole arrays
  private static Object internal(Object key) {
    return key instanceof ByteBuffer bytes ? bytes.array() : key;
  }
}
