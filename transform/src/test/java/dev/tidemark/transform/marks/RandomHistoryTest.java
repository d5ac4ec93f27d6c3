package dev.tidemark.transform.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Way;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the rows: an interval that came out otherwise was marked. */
class RandomHistoryTest {
  private static final int STEPS = 60;
  private static final int LOOK_EVERY = 1;

  @TempDir Path folder;
  private final SparkSession spark = TestSpark.session();
  private Conf conf;
  private Analysis analysis;
  private MemorySilver silver;

  @BeforeEach
  void models() {
    String inner =
        "SELECT CAST(o.ordered_at AS DATE) AS day, ci.city, sum(l.amount) AS amount FROM lines l"
            + " JOIN orders o ON l.order_id = o.order_id JOIN customers c ON o.customer_id = c.customer_id"
            + " JOIN cities ci ON c.city_id = ci.city_id WHERE o.status <> 'x' GROUP BY 1, 2";
    String outer =
        "SELECT coalesce(CAST(o.ordered_at AS DATE), DATE'1970-01-01') AS day, c.city_id, count(*) AS n FROM lines l"
            + " LEFT JOIN orders o ON l.order_id = o.order_id LEFT JOIN customers c ON o.customer_id = c.customer_id GROUP BY 1, 2";
    String both =
        "SELECT day, kind, count(*) AS n FROM (SELECT date_trunc('month', o.ordered_at) AS day, 'order' AS kind FROM orders o JOIN customers c USING (customer_id)"
            + " UNION ALL SELECT o.ordered_at, 'parent' FROM orders o JOIN orders p ON o.parent_id = p.order_id WHERE p.status <> 'x') u GROUP BY day, kind";
    conf =
        new TestConf(folder)
            .dataset(
                "orders",
                "order_id",
                "order_id bigint, customer_id int, parent_id bigint, ordered_at timestamp_ntz, status string",
                "interval: {column: ordered_at, grain: day}")
            .dataset("lines", "order_id, line_no", "order_id bigint, line_no int, amount int")
            .dataset("customers", "customer_id", "customer_id bigint, city_id int")
            .dataset("cities", "city_id", "city_id int, city string")
            .model("a_inner", inner, "interval: {column: day, grain: month}\nkey: [day, city]\n")
            .model("b_outer", outer, "interval: {column: day, grain: day}\nkey: [day, city_id]\n")
            .model("c_both", both, "interval: {column: day, grain: hour}\nkey: [day, kind]\n")
            .load();
    analysis = Analysis.of(conf, spark).orThrow();
    assertThat(analysis.warnings()).isEmpty();
    silver = new MemorySilver(conf);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyIntervalThatChangedWasMarked(long seed) {
    assertThat(missed(seed, STEPS, analysis)).as("intervals not marked, seed " + seed).isEmpty();
  }

  @Test
  void seesAMarkThatIsNotMade() {
    AnalysedModel inner = analysis.models().get("a_inner");
    Map<String, Way> ways = new HashMap<>(inner.ways());
    ways.remove("cities");
    Map<String, AnalysedModel> models = new HashMap<>(analysis.models());
    models.put(
        "a_inner",
        new AnalysedModel(
            inner.model(), inner.schema(), ways, inner.prunable(), inner.keyIsUnique(), ""));
    assertThat(missed(1, STEPS / 2, new Analysis(models, List.of(), List.of()))).isNotEmpty();
  }

  private List<String> missed(long seed, int steps, Analysis ways) {
    MarkFinder finder = new MarkFinder(conf, ways, spark, silver.tables());
    Random random = new Random(seed);
    List<String> missed = new ArrayList<>();
    Map<String, Map<Row, Scope>> before = results();
    Set<Mark> marks = new HashSet<>();
    for (int step = 1; step <= steps; step++) {
      List<Event> events = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        events.add(event(random));
      }
      marks.addAll(finder.find(silver.changes(events)));
      silver.apply(events);
      if (step % LOOK_EVERY == 0) {
        Map<String, Map<Row, Scope>> after = results();
        missed.addAll(missed(before, after, marks, step));
        before = after;
        marks.clear();
      }
    }
    return missed;
  }

  private List<String> missed(
      Map<String, Map<Row, Scope>> before,
      Map<String, Map<Row, Scope>> after,
      Set<Mark> marks,
      int step) {
    Map<String, Set<Scope>> marked = new HashMap<>();
    marks.forEach(
        mark -> marked.computeIfAbsent(mark.model(), name -> new HashSet<>()).add(mark.scope()));
    List<String> missed = new ArrayList<>();
    before.forEach(
        (model, was) -> {
          Map<Row, Scope> is = after.get(model);
          Set<Scope> changed = new HashSet<>();
          was.forEach((row, scope) -> addIf(!is.containsKey(row), changed, scope));
          is.forEach((row, scope) -> addIf(!was.containsKey(row), changed, scope));
          changed.removeAll(marked.getOrDefault(model, Set.of()));
          changed.forEach(scope -> missed.add("step " + step + " " + model + " " + scope));
        });
    return missed;
  }

  private static void addIf(boolean differs, Set<Scope> changed, Scope scope) {
    if (differs) {
      changed.add(scope);
    }
  }

  /** Every model in full, computed without Spark, each row with its interval. */
  private Map<String, Map<Row, Scope>> results() {
    List<Row> orders = live("orders");
    List<Row> lines = live("lines");
    List<Row> customers = live("customers");
    Map<String, Map<Row, Scope>> results = new HashMap<>();
    results.put("a_inner", inner(orders, lines, customers));
    results.put("b_outer", outer(orders, lines, customers));
    results.put("c_both", both(orders, customers));
    return results;
  }

  private Map<Row, Scope> inner(List<Row> orders, List<Row> lines, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row l : lines) {
      for (Row o : matching(orders, 0, l.get(0))) {
        for (Row c : matching(customers, 0, number(o.get(1)))) {
          for (Row ci : matching(live("cities"), 0, c.get(1))) {
            if (!o.getString(4).equals("x")) {
              groups.merge(Arrays.asList(day(o), ci.get(1)), l.getInt(2), Integer::sum);
            }
          }
        }
      }
    }
    return rows(groups, Grain.MONTH);
  }

  private Map<Row, Scope> outer(List<Row> orders, List<Row> lines, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row l : lines) {
      List<Row> found = matching(orders, 0, l.get(0));
      Object day = found.isEmpty() ? null : day(found.get(0));
      List<Row> owner =
          found.isEmpty() ? List.of() : matching(customers, 0, number(found.get(0).get(1)));
      Object city = owner.isEmpty() ? null : owner.get(0).get(1);
      Object shown = day == null ? LocalDate.EPOCH.atStartOfDay() : day;
      groups.merge(Arrays.asList(shown, city), 1, Integer::sum);
    }
    return rows(groups, Grain.DAY);
  }

  private Map<Row, Scope> both(List<Row> orders, List<Row> customers) {
    Map<List<Object>, Integer> groups = new HashMap<>();
    for (Row o : orders) {
      Object month = o.get(3) == null ? null : Grain.MONTH.startOf((LocalDateTime) o.get(3));
      for (int i = matching(customers, 0, number(o.get(1))).size(); i > 0; i--) {
        groups.merge(Arrays.asList(month, "order"), 1, Integer::sum);
      }
      for (Row p : matching(orders, 0, o.get(2))) {
        if (!p.getString(4).equals("x")) {
          groups.merge(Arrays.asList(o.get(3), "parent"), 1, Integer::sum);
        }
      }
    }
    return rows(groups, Grain.HOUR);
  }

  private static Map<Row, Scope> rows(Map<List<Object>, Integer> groups, Grain grain) {
    Map<Row, Scope> rows = new HashMap<>();
    groups.forEach(
        (key, value) -> {
          LocalDateTime at = (LocalDateTime) key.get(0);
          Instant start = at == null ? null : grain.startOf(at).toInstant(ZoneOffset.UTC);
          rows.put(RowFactory.create(at, key.get(1), value), Cut.scope(start));
        });
    return rows;
  }

  private List<Row> live(String dataset) {
    return silver.rows(conf.datasets().get(dataset)).stream()
        .filter(row -> !row.getBoolean(row.size() - 1))
        .toList();
  }

  private static List<Row> matching(List<Row> rows, int column, Object value) {
    return rows.stream().filter(row -> value != null && value.equals(row.get(column))).toList();
  }

  private static Object number(Object value) {
    return value == null ? null : ((Number) value).longValue();
  }

  private static Object day(Row order) {
    return order.get(3) == null ? null : Grain.DAY.startOf((LocalDateTime) order.get(3));
  }

  private static Event event(Random random) {
    boolean delete = random.nextInt(5) == 0;
    long order = random.nextInt(8);
    return switch (random.nextInt(7)) {
      case 0 ->
          new Event(
              "cities", RowFactory.create(random.nextInt(3), "c" + random.nextInt(9)), delete);
      case 1 ->
          new Event(
              "customers", RowFactory.create((long) random.nextInt(4), random.nextInt(3)), delete);
      case 2, 3, 4 -> new Event("orders", order(random, order), delete);
      default ->
          new Event(
              "lines", RowFactory.create(order, random.nextInt(2), random.nextInt(100)), delete);
    };
  }

  private static Row order(Random random, long order) {
    LocalDateTime at =
        random.nextInt(6) == 0
            ? null
            : LocalDateTime.of(2024, 1, 30, 22, 30).plusHours(random.nextInt(8) * 7L);
    return RowFactory.create(
        order,
        random.nextInt(5) == 0 ? null : random.nextInt(4),
        random.nextInt(3) == 0 ? null : (long) random.nextInt(8),
        at,
        random.nextInt(4) == 0 ? "x" : "ok");
  }
}
