package dev.tidemark.api.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.ask.TimeBound;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.contract.conf.GoldModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RollupTest {
  private static final TimeRange OPEN = new TimeRange(Optional.empty(), Optional.empty());

  private static Statement statement(String name, Rollup rollup, Table table) {
    GoldModel model = Shapes.model(name);
    return rollup.statement(model, model.serve().orElseThrow(), table);
  }

  @Test
  void asksForGroupsOfARangeWithFilters() {
    TimeRange range =
        new TimeRange(
            Optional.of(new TimeBound("2024-05-01", "Date32", "2024-05-01")),
            Optional.of(new TimeBound("2024-06-01", "Date32", "2024-06-01")));
    Table table =
        Shapes.table(
            "sales_by_city",
            "country",
            "String",
            "city",
            "String",
            "sold_on",
            "Date32",
            "sales",
            "Int64",
            "revenue",
            "Nullable(Decimal(38, 2))",
            "lowest",
            "Decimal(12, 2)",
            "highest",
            "Decimal(12, 2)",
            "_version",
            "UInt64");

    Statement statement =
        statement(
            "sales_by_city",
            new Rollup(range, List.of(new Filter("country", "String", List.of("PT", "FR"))), 10),
            table);

    assertThat(statement.sql())
        .isEqualTo(
            """
            SELECT r.`country` AS `country`, r.`city` AS `city`, r.`revenue` AS `revenue`, \
            r.`sales` AS `sales`, r.`lowest` AS `lowest`, r.`highest` AS `highest`, \
            if(ifNull(r.`sales`, 0) = 0, NULL, toDecimal256(round(divideDecimal(toDecimal256(r.`revenue`, 2), \
            if(ifNull(r.`sales`, 0) = 0, toDecimal256(1, 0), assumeNotNull(toDecimal256(r.`sales`, 0))), 9), 8), 8)) AS `average`
            FROM (
            SELECT m.`country` AS `country`, m.`city` AS `city`, sum(toDecimal256(m.`revenue`, 2)) AS `revenue`, \
            sum(toInt128(m.`sales`)) AS `sales`, min(m.`lowest`) AS `lowest`, max(m.`highest`) AS `highest`
            FROM `tidemark`.`sales_by_city` AS m FINAL
            WHERE m.`sold_on` >= {p0:Date32}
              AND m.`sold_on` < {p1:Date32}
              AND m.`country` IN ({p2:String}, {p3:String})
            GROUP BY m.`country`, m.`city`
            ) AS r
            ORDER BY `revenue` DESC NULLS LAST, `country` ASC NULLS LAST, `city` ASC NULLS LAST
            LIMIT {p4:UInt32}""");
    assertThat(statement.values())
        .isEqualTo(
            Map.of("p0", "2024-05-01", "p1", "2024-06-01", "p2", "PT", "p3", "FR", "p4", "10"));
  }

  @Test
  void dividesFloatingNumbersAsSuchAndSumsSmallOnesAsTheyAre() {
    Table table =
        Shapes.table(
            "visits_by_hour",
            "page",
            "String",
            "seen_at",
            "DateTime64(6, 'UTC')",
            "visits",
            "UInt32",
            "seconds",
            "Float64");

    String sql = statement("visits_by_hour", new Rollup(OPEN, List.of(), 1), table).sql();

    assertThat(sql)
        .contains(
            "if(r.`visits` = 0, NULL, toFloat64(r.`seconds`) / toFloat64(r.`visits`)) AS `pace`")
        .contains("sum(m.`visits`) AS `visits`, sum(m.`seconds`) AS `seconds`")
        .contains("FINAL\nGROUP BY m.`page`\n) AS r\nORDER BY `page` ASC NULLS LAST\nLIMIT");
  }

  @Test
  void saysWhichColumnTheTableDoesNotHaveYet() {
    Table old = Shapes.table("sales_by_city", "country", "String", "city", "String");

    assertThatThrownBy(() -> statement("sales_by_city", new Rollup(OPEN, List.of(), 1), old))
        .hasMessage(
            "Column 'revenue' is in conf, but ClickHouse's table 'sales_by_city' does not have it yet;"
                + " the stream publishes the model's new shape.");
  }
}
