package dev.tidemark.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way is written {@code own → dataset other, interval}. */
class InputsTest {
  @TempDir Path folder;
  private TestConf conf;
  private Analysis analysis;

  @BeforeEach
  void tables() {
    conf =
        new TestConf(folder)
            .dataset(
                "orders",
                "order_id",
                "order_id bigint, customer_id bigint, parent_id bigint, ordered_at timestamp_ntz",
                "interval: {column: ordered_at, grain: day}")
            .dataset(
                "lines", "order_id, line_no", "order_id bigint, line_no int, amount decimal(12,2)")
            .dataset("customers", "customer_id", "customer_id bigint, city_id int, born date")
            .dataset("cities", "city_id", "city_id int, city string");
  }

  private Map<String, Way> ways(String sql, String... inputs) {
    String yaml = "interval: {column: day, grain: day}\nkey: [day]\n" + String.join("\n", inputs);
    conf.model("m", sql, yaml);
    analysis = Analysis.of(conf.load(), TestSpark.session());
    return analysis.orThrow().models().get("m").ways();
  }

  private String along(Map<String, Way> ways, String dataset) {
    assertThat(ways.get(dataset)).as(dataset).isInstanceOf(Way.Along.class);
    return ((Way.Along) ways.get(dataset)).paths().toString();
  }

  private String reason(Map<String, Way> ways, String dataset) {
    assertThat(ways.get(dataset)).as(dataset).isInstanceOf(Way.Everything.class);
    return ((Way.Everything) ways.get(dataset)).reason();
  }

  @Test
  void leadsThroughViewsJoinsAndChains() {
    conf.view(
        "b_sales",
        "SELECT ci.city, CAST(o.ordered_at AS DATE) AS day, l.amount FROM lines l JOIN orders o ON l.order_id = o.order_id"
            + " JOIN customers c USING (customer_id) JOIN a_places ci ON c.city_id = ci.city_id");
    conf.view("a_places", "SELECT city_id, upper(city) AS city FROM cities");
    Map<String, Way> ways = ways("SELECT day, sum(amount) AS amount FROM b_sales GROUP BY day");
    assertThat(along(ways, "orders")).isEqualTo("[CAST(ordered_at AS DATE)]");
    assertThat(along(ways, "lines"))
        .isEqualTo("[[order_id] → orders [order_id], CAST(ordered_at AS DATE)]");
    assertThat(along(ways, "customers"))
        .isEqualTo("[[customer_id] → orders [customer_id], CAST(ordered_at AS DATE)]");
    assertThat(along(ways, "cities"))
        .isEqualTo(
            "[[city_id] → customers [city_id], [customer_id] → orders [customer_id], CAST(ordered_at AS DATE)]");
    assertThat(analysis.warnings()).isEmpty();
    assertThat(analysis.models().get("m").prunable()).containsOnlyKeys("orders");
    assertThat(analysis.models().get("m").beside()).containsOnlyKeys("lines", "customers");
    assertThat(analysis.models().get("m").keyIsUnique()).isTrue();
  }

  @Test
  void takesTheExpressionOfTheSqlWithItsZone() {
    Map<String, Way> ways =
        ways(
            "SELECT CAST(from_utc_timestamp(ordered_at, 'Asia/Tokyo') AS DATE) AS day, count(*) AS n FROM orders GROUP BY 1");
    assertThat(along(ways, "orders"))
        .contains("from_utc_timestamp(CAST(ordered_at AS TIMESTAMP), 'Asia/Tokyo')");
    assertThat(analysis.models().get("m").prunable()).containsOnlyKeys("orders");
  }

  @Test
  void aLeftJoinCanLeaveTheCarrierOut() {
    Map<String, Way> ways =
        ways(
            "SELECT coalesce(CAST(o.ordered_at AS DATE), DATE'1970-01-01') AS day, count(*) AS n"
                + " FROM lines l LEFT JOIN orders o ON l.order_id = o.order_id GROUP BY 1");
    assertThat(along(ways, "orders"))
        .endsWith("or [coalesce(CAST(CAST(NULL AS TIMESTAMP_NTZ) AS DATE), DATE '1970-01-01')]]");
    assertThat(along(ways, "lines")).startsWith("[[order_id] → orders [order_id]").contains(" or ");
    assertThat(analysis.models().get("m").prunable()).isEmpty();
    assertThat(analysis.models().get("m").beside()).isEmpty();
  }

  @Test
  void whatIsComputedBelowAnOuterJoinIsNullAboveIt() {
    Map<String, Way> ways =
        ways(
            "SELECT x.day, count(*) AS n FROM lines l LEFT JOIN"
                + " (SELECT order_id, coalesce(CAST(ordered_at AS DATE), DATE'1970-01-01') AS day FROM orders) x"
                + " ON l.order_id = x.order_id GROUP BY 1");
    assertThat(along(ways, "lines")).endsWith(" or [CAST(NULL AS DATE)]]");
  }

  @Test
  void aChainDoesNotGoThroughARowThatAnOuterJoinMayLeaveOut() {
    Map<String, Way> ways =
        ways(
            "SELECT CAST(o.ordered_at AS DATE) AS day, count(*) AS n FROM orders o JOIN customers c ON o.order_id > c.customer_id"
                + " LEFT JOIN cities ci ON ci.city_id = c.city_id AND ci.city_id = o.parent_id GROUP BY 1");
    assertThat(reason(ways, "customers"))
        .isEqualTo("no equality joins it to 'orders', which carries 'day'");
    assertThat(along(ways, "cities")).startsWith("[[CAST(city_id AS BIGINT)] → orders [parent_id]");
    assertThat(analysis.models().get("m").beside()).isEmpty();
  }

  @Test
  void readsBothSidesOfASelfJoin() {
    Map<String, Way> ways =
        ways(
            "SELECT CAST(o.ordered_at AS DATE) AS day, count(*) AS n FROM orders o JOIN orders p ON o.parent_id = p.order_id GROUP BY 1");
    assertThat(along(ways, "orders"))
        .isEqualTo(
            "[CAST(ordered_at AS DATE), [order_id] → orders [parent_id], CAST(ordered_at AS DATE)]");
    assertThat(analysis.models().get("m").prunable()).isEmpty();
  }

  @Test
  void readsEachBranchOfAUnion() {
    Map<String, Way> ways =
        ways(
            "SELECT day, count(*) AS n FROM (SELECT CAST(ordered_at AS DATE) AS day, customer_id FROM orders"
                + " UNION ALL SELECT born AS day, customer_id FROM customers) u JOIN customers c ON u.customer_id = c.customer_id GROUP BY day");
    assertThat(along(ways, "orders")).isEqualTo("[CAST(ordered_at AS DATE)]");
    assertThat(along(ways, "customers"))
        .contains("[customer_id] → orders [customer_id], CAST(ordered_at AS DATE)")
        .contains("[customer_id] → customers [customer_id], born")
        .startsWith("[");
  }

  @Test
  void followsTheGroupsOfAnAggregateBelow() {
    Map<String, Way> ways =
        ways(
            "WITH totals AS (SELECT order_id, sum(amount) AS total FROM lines GROUP BY order_id)"
                + " SELECT CAST(o.ordered_at AS DATE) AS day, max(t.total) AS most FROM orders o JOIN totals t ON o.order_id = t.order_id GROUP BY 1");
    assertThat(along(ways, "lines"))
        .isEqualTo("[[order_id] → orders [order_id], CAST(ordered_at AS DATE)]");
  }

  @Test
  void givesUpWithAReason() {
    String join = " FROM orders o JOIN customers c ON o.customer_id = c.customer_id ";
    assertThat(
            reason(
                ways(
                    "SELECT max(CAST(o.ordered_at AS DATE)) AS day, c.city_id"
                        + join
                        + "GROUP BY c.city_id"),
                "orders"))
        .isEqualTo("'day' is not computed from the columns of one dataset");
    assertThat(
            reason(
                ways(
                    "SELECT greatest(c.born, CAST(o.ordered_at AS DATE)) AS day, count(*) AS n"
                        + join
                        + "GROUP BY 1"),
                "customers"))
        .isEqualTo("'day' is not computed from the columns of one dataset");
    Map<String, Way> window =
        ways(
            "SELECT CAST(ordered_at AS DATE) AS day, row_number() OVER (ORDER BY order_id) AS r FROM orders");
    assertThat(reason(window, "orders"))
        .isEqualTo("a window function looks at it beside other rows");
    Map<String, Way> exists =
        ways(
            "SELECT CAST(ordered_at AS DATE) AS day, count(*) AS n FROM orders o WHERE EXISTS (SELECT 1 FROM lines l WHERE l.order_id = o.order_id) GROUP BY 1");
    assertThat(reason(exists, "lines")).isEqualTo("a subquery in an expression reads it");
    assertThat(along(exists, "orders")).isEqualTo("[CAST(ordered_at AS DATE)]");
    Map<String, Way> limit =
        ways(
            "SELECT day, count(*) AS n FROM (SELECT CAST(ordered_at AS DATE) AS day FROM orders ORDER BY order_id LIMIT 10) GROUP BY day");
    assertThat(reason(limit, "orders")).isEqualTo("LIMIT decides which of its rows count");
    assertThat(analysis.warnings().toString())
        .contains("each change of 'orders' dirties every interval of model 'm': LIMIT decides");
    Map<String, Way> full =
        ways(
            "SELECT CAST(o.ordered_at AS DATE) AS day, count(*) AS n FROM orders o FULL JOIN customers c ON o.customer_id = c.customer_id GROUP BY 1");
    assertThat(reason(full, "customers")).startsWith("no equality joins it");
  }

  @Test
  void confWins() {
    Map<String, Way> ways =
        ways(
            "SELECT CAST(o.ordered_at AS DATE) AS day, count(*) AS n FROM orders o JOIN customers c ON o.customer_id > c.customer_id"
                + " JOIN cities ci ON ci.city_id = c.city_id GROUP BY 1",
            "inputs:",
            "  orders: {interval: ordered_at}",
            "  customers: {via: orders, on: [customer_id]}",
            "  cities: {via: customers, on: [city_id]}",
            "  lines: {via: orders, on: {order_id: parent_id}}");
    assertThat(along(ways, "orders")).isEqualTo("[CAST(ordered_at AS DATE)]");
    assertThat(along(ways, "cities"))
        .isEqualTo(
            "[[city_id] → customers [city_id], [customer_id] → orders [customer_id], CAST(ordered_at AS DATE)]");
    assertThat(analysis.warnings()).hasSize(1);
    assertThat(conf.relative(analysis.warnings().get(0)))
        .isEqualTo(
            "gold/m.yaml:7: the SQL of model 'm' does not read 'lines'; remove the entry, unless others go through it");
  }
}
