package dev.tidemark.api.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.api.ask.TimeBound;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.contract.conf.Serve.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final Table TABLE =
      Shapes.table(
          "visits_by_hour",
          "page",
          "Nullable(String)",
          "seen_at",
          "DateTime64(6, 'UTC')",
          "visits",
          "Int64",
          "_interval",
          "Nullable(DateTime64(6, 'UTC'))",
          "_version",
          "UInt64",
          "_deleted",
          "UInt8");

  private static Statement rows(Optional<Order> order) {
    TimeRange range =
        new TimeRange(
            Optional.of(
                new TimeBound(
                    "2024-05-01T00:00:00Z", "DateTime64(6, 'UTC')", "2024-05-01 00:00:00.000000")),
            Optional.empty());
    return new Rows(range, List.of(), order, new Rows.Page(5, 20))
        .statement(Shapes.model("visits_by_hour"), TABLE);
  }

  @Test
  void readsOneRowMoreThanThePageInTheKeysOrder() {
    assertThat(rows(Optional.empty()).sql())
        .isEqualTo(
            """
            SELECT m.`page` AS `page`, m.`seen_at` AS `seen_at`, m.`visits` AS `visits`
            FROM `tidemark`.`visits_by_hour` AS m FINAL
            WHERE m.`seen_at` >= {p0:DateTime64(6, 'UTC')}
            ORDER BY m.`page` ASC NULLS LAST, m.`seen_at` ASC NULLS LAST
            LIMIT {p1:UInt32} OFFSET {p2:UInt32}""");
    assertThat(rows(Optional.empty()).values())
        .isEqualTo(Map.of("p0", "2024-05-01 00:00:00.000000", "p1", "6", "p2", "20"));
  }

  @Test
  void endsAnyOrderWithTheKey() {
    assertThat(rows(Optional.of(RowOrder.parse("visits.desc", TABLE))).sql())
        .contains(
            "ORDER BY m.`visits` DESC NULLS LAST, m.`page` ASC NULLS LAST, m.`seen_at` ASC NULLS LAST\n");
    assertThat(rows(Optional.of(RowOrder.parse("seen_at.desc", TABLE))).sql())
        .contains("ORDER BY m.`seen_at` DESC NULLS LAST, m.`page` ASC NULLS LAST\n");
    assertThat(rows(Optional.of(RowOrder.parse("page.asc", TABLE))).sql())
        .contains("ORDER BY m.`page` ASC NULLS LAST, m.`seen_at` ASC NULLS LAST\n");
  }
}
