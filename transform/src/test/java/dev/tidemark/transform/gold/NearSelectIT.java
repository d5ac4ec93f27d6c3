package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Function1;

/** Whatever a SELECT was planned with, it gives what Spark gives of the rows as they are now. */
final class NearSelectIT {
  private static final Instant FIRST = Instant.parse("2024-05-01T00:00:00Z");
  private static final long DAY = 86_400;
  private static final int RUNS = 8;

  private static final StructType ORDERS =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("city", DataTypes.IntegerType)
          .add("at", DataTypes.TimestampType)
          .add("amount", DataTypes.IntegerType)
          .add("_deleted", DataTypes.BooleanType);
  private static final StructType CITIES =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("name", DataTypes.StringType)
          .add("_deleted", DataTypes.BooleanType);

  @TempDir private Path folder;
  private final SparkSession spark = TestSpark.session();
  private final Random random = new Random(23);

  @Test
  void givesWhatSparkGivesOfOtherRows() {
    Conf conf = conf();
    Analysis analysis = Analysis.of(conf, spark).orThrow();
    for (AnalysedModel model : analysis.models().values()) {
      NearSelect select = new NearSelect(model, new Relations(conf), spark);
      for (int run = 0; run < RUNS; run++) {
        Rows rows = rows(run);
        Dirty dirty = dirty(run);
        assertThat(sorted(select.rows(rows, dirty)))
            .as("%s, run %s", model.model().name(), run)
            .isEqualTo(sorted(bySpark(conf, model, rows, dirty)));
      }
    }
  }

  /** Once without cities, then with; orders with a new column in the end, rows ever others. */
  private Rows rows(int run) {
    Map<String, StructType> tables = new HashMap<>(Map.of("orders", ORDERS));
    Map<String, List<Row>> rows = new HashMap<>();
    List<Row> orders = new ArrayList<>();
    boolean grown = run == RUNS - 1;
    for (int id = 0; id < 5 * run; id++) {
      List<Object> values =
          new ArrayList<>(
              List.of(
                  id,
                  random.nextInt(4),
                  FIRST.plusSeconds(random.nextInt(4) * DAY + random.nextInt(86_400)),
                  random.nextInt(9),
                  random.nextInt(5) == 0));
      if (grown) {
        values.add("more");
      }
      orders.add(RowFactory.create(values.toArray()));
    }
    rows.put("orders", orders);
    if (grown) {
      tables.put("orders", ORDERS.add("more", DataTypes.StringType));
    }
    if (run > 2) {
      tables.put("cities", CITIES);
      rows.put(
          "cities",
          List.of(
              RowFactory.create(0, "run " + run, false),
              RowFactory.create(1, "one", false),
              RowFactory.create(2, "gone", true)));
    }
    return new Rows(tables, rows, run == 4);
  }

  private static Dirty dirty(int run) {
    Instant from = FIRST.plusSeconds(run % 3 * DAY);
    return new Dirty(false, run % 2 == 0, List.of(new Dirty.Range(from, from.plusSeconds(DAY))));
  }

  private List<Row> bySpark(Conf conf, AnalysedModel model, Rows rows, Dirty dirty) {
    SparkSession session =
        new Relations(conf)
            .sessionFor(
                model.model().sql(),
                spark,
                (in, dataset) -> new SilverTables(rows::whole).live(in, dataset));
    return Difference.dirtyRows(session.sql(model.model().sql()), model, dirty).collectAsList();
  }

  private static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  /**
   * Tables in memory.
   *
   * @param left true if one is left to Spark
   */
  private record Rows(Map<String, StructType> tables, Map<String, List<Row>> all, boolean left)
      implements Near {
    @Override
    public Optional<StructType> schema(Dataset dataset) {
      return Optional.ofNullable(tables.get(dataset.name()));
    }

    @Override
    public Optional<List<InternalRow>> rows(Dataset dataset) {
      return left && dataset.name().equals("cities")
          ? Optional.empty()
          : Optional.ofNullable(all.get(dataset.name()))
              .map(rows -> internal(tables.get(dataset.name()), rows));
    }

    private static List<InternalRow> internal(StructType schema, List<Row> rows) {
      Function1<Object, Object> converter =
          CatalystTypeConverters.createToCatalystConverter(schema);
      return rows.stream().map(row -> (InternalRow) converter.apply(row)).toList();
    }

    @Override
    public Optional<org.apache.spark.sql.Dataset<Row>> whole(SparkSession in, Dataset dataset) {
      return schema(dataset).map(schema -> in.createDataFrame(all.get(dataset.name()), schema));
    }
  }

  private Conf conf() {
    return new TestConf(folder)
        .dataset(
            "orders",
            "id",
            "id int, city int, at timestamp, amount int",
            "interval: {column: at, grain: day}")
        .dataset("cities", "id", "id int, name string")
        .view(
            "sold",
            "SELECT o.id, o.at, CAST(o.at AS DATE) AS day, o.amount, c.name FROM orders o LEFT JOIN cities c ON o.city = c.id")
        .model("by_name", grouped("sold", "name"), grain("[name, day]"))
        .model(
            "paired",
            "SELECT a.name, a.day, count(*) AS pairs FROM sold a JOIN sold b ON a.day = b.day AND a.amount = b.amount GROUP BY a.name, a.day",
            grain("[name, day]"))
        .model(
            "both",
            grouped("(SELECT * FROM sold WHERE amount > 4 UNION ALL SELECT * FROM sold)", "name"),
            grain("[name, day]"))
        .model(
            "ranked",
            "SELECT id, day, rank() OVER (PARTITION BY day ORDER BY amount DESC, id) AS place FROM sold",
            grain("[id, day]"))
        .load();
  }

  private static String grouped(String from, String by) {
    return "SELECT %s, day, count(*) AS n, sum(amount) AS amount FROM %s GROUP BY %s, day"
        .formatted(by, from, by);
  }

  private static String grain(String key) {
    return "interval: {column: day, grain: day}\nkey: %s\n".formatted(key);
  }
}
