package dev.tidemark.devstack.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChangePlanTest {
  private static final LocalDate TODAY = LocalDate.of(2024, 5, 7);

  @Test
  void isTheSameForTheSameSeedAndClock() {
    assertThat(changes(42, 2_000)).isEqualTo(changes(42, 2_000));
    assertThat(changes(42, 2_000)).isNotEqualTo(changes(43, 2_000));
  }

  @Test
  void doesEverythingThatMakesChangesHard() {
    Set<ChangeKind> kinds =
        changes(1, 2_000).stream().map(Change::kind).collect(Collectors.toSet());

    assertThat(kinds).containsExactlyInAnyOrder(ChangeKind.values());
  }

  @Test
  void neverTouchesAnOrderThatIsNotThere() {
    Set<Object> orders = new HashSet<>();

    for (Change change : changes(7, 5_000)) {
      for (RowChange row : change.rows()) {
        apply(row, orders);
      }
    }

    assertThat(orders).isNotEmpty();
  }

  @Test
  void replacesAnOrderWithinOneTransaction() {
    Change replaced =
        changes(1, 2_000).stream()
            .filter(change -> change.kind() == ChangeKind.REPLACE_ORDER)
            .findFirst()
            .orElseThrow();

    assertThat(replaced.rows().stream().map(RowChange::sql))
        .startsWith(ShopSql.DELETE_LINES, ShopSql.DELETE_ORDER, ShopSql.INSERT_ORDER)
        .contains(ShopSql.INSERT_LINE);
    assertThat(replaced.rows().get(2).values().get(0))
        .isEqualTo(replaced.rows().get(1).values().get(0));
  }

  @Test
  void givesEachStatementAsManyValuesAsItAsksFor() {
    assertThat(changes(1, 2_000).stream().flatMap(change -> change.rows().stream()))
        .allSatisfy(
            row ->
                assertThat(row.values())
                    .hasSize((int) row.sql().chars().filter(letter -> letter == '?').count()));
  }

  private static void apply(RowChange row, Set<Object> orders) {
    Object last = row.values().get(row.values().size() - 1);
    switch (row.sql()) {
      case ShopSql.INSERT_ORDER -> assertThat(orders.add(row.values().get(0))).isTrue();
      case ShopSql.DELETE_ORDER -> assertThat(orders.remove(last)).isTrue();
      case ShopSql.RENUMBER_ORDER -> {
        assertThat(orders.remove(last)).isTrue();
        assertThat(orders.add(row.values().get(0))).isTrue();
      }
      case ShopSql.CHANGE_STATUS, ShopSql.CHANGE_DATE, ShopSql.CHANGE_SALESPERSON ->
          assertThat(orders).contains(last);
      default -> assertThat(row.sql()).doesNotContain(" orders ");
    }
  }

  private static List<Change> changes(long seed, int count) {
    ChangePlan plan =
        new ChangePlan(new Chance(seed), SteadyClock.from(TODAY), new OrderBook(), 0, 200);
    Change[] changes = new Change[count];
    Arrays.setAll(changes, number -> plan.next());
    return Stream.of(changes).toList();
  }
}
