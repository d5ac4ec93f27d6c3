package dev.tidemark.transform.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.sql.Analysis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineageGraphTest {
  private static final String DAY = "interval: {column: day, grain: day}\nkey: [day]\n";

  @TempDir Path folder;
  private TestConf conf;

  @BeforeEach
  void tables() {
    conf =
        new TestConf(folder)
            .dataset(
                "bills",
                "bill_id",
                "bill_id bigint, billed_at timestamp_ntz, amount decimal(12,2), who string",
                "interval: {column: billed_at, grain: day}")
            .dataset("items", "item_id", "item_id int, bill_id bigint, text string, price int");
  }

  /** As {@code kind name -> kind name: column>column how, …}. */
  private List<String> edges() {
    Conf read = conf.load();
    Analysis analysis = Analysis.of(read, TestSpark.session()).orThrow();
    return LineageGraph.of(read, analysis).edges().stream().map(LineageGraphTest::text).toList();
  }

  private static String text(Edge edge) {
    List<String> columns =
        edge.columns().stream()
            .map(pair -> "%s>%s %s".formatted(pair.from(), pair.to(), pair.how()))
            .toList();
    return "%s %s -> %s %s: %s"
        .formatted(
            edge.from().kind(),
            edge.from().name(),
            edge.to().kind(),
            edge.to().name(),
            String.join(", ", columns));
  }

  @Test
  void leadsFromTheSourcesTableToThePathsOfTheApi() {
    conf.view(
            "sold",
            "SELECT b.who, CAST(b.billed_at AS DATE) AS d, i.price FROM bills b JOIN items i USING (bill_id)")
        .model(
            "daily",
            "SELECT d AS day, who, sum(price) AS total, count(*) AS n, 'x' AS fixed FROM sold WHERE price > 0 GROUP BY d, who",
            """
            interval: {column: day, grain: day}
            key: [day, who]
            inputs: {bills: {interval: billed_at}, items: {via: bills, on: [bill_id]}}
            serve:
              path: sales/daily
              group: [who]
              measures: {total: sum, n: sum, mean: {ratio: [total, n]}}
              order: total desc
              range: day
            """);

    List<String> edges = edges();

    assertThat(edges)
        .contains(
            "silver bills -> gold daily: billed_at>day transformation, who>who identity",
            "silver items -> gold daily: price>total aggregation",
            "gold daily -> clickhouse daily: day>day identity, who>who identity, total>total identity, n>n identity, fixed>fixed identity",
            "clickhouse daily -> api /v1/sales/daily: who>who identity, total>total aggregation, n>n aggregation, total>mean aggregation, n>mean aggregation");
    assertThat(edges)
        .filteredOn(edge -> edge.contains("shop.shop.items") || edge.startsWith("bronze items"))
        .containsExactly(
            "table shop.shop.items -> topic shop.shop.items: item_id>item_id identity, bill_id>bill_id identity, text>text identity, price>price identity",
            "topic shop.shop.items -> bronze items: item_id>item_id identity, bill_id>bill_id identity, text>text identity, price>price identity",
            "bronze items -> silver items: item_id>item_id transformation, bill_id>bill_id transformation, text>text transformation, price>price transformation");
    assertThat(edges).hasSize(2 * 3 + 2 + 1 + 2);
  }

  @Test
  void followsUnionsWindowsGeneratorsAndSubqueries() {
    conf.model(
        "m",
        """
        SELECT CAST(billed_at AS DATE) AS day, max(w) AS who, sum(a) AS a, max(r) AS r
        FROM (SELECT billed_at, who AS w, amount AS a, row_number() OVER (PARTITION BY who ORDER BY bill_id) AS r FROM bills
              UNION ALL
              SELECT b.billed_at, word, price, (SELECT max(item_id) FROM items)
              FROM items i JOIN bills b USING (bill_id) LATERAL VIEW explode(split(i.text, ' ')) t AS word)
        GROUP BY 1""",
        DAY);

    assertThat(edges())
        .contains(
            "silver bills -> gold m: billed_at>day transformation, who>who aggregation, amount>a aggregation, bill_id>r aggregation, who>r aggregation",
            "silver items -> gold m: text>who aggregation, price>a aggregation, item_id>r aggregation");
  }
}
