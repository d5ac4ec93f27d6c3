package dev.tidemark.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Sales LYON = sales("Lyon", 3, "100.10");
  private static final Sales OSLO = sales("Oslo", 2, "90.00");

  @Test
  void saysNothingWhenBothSayTheSame() {
    Comparison comparison = cities(List.of(LYON, OSLO), List.of(LYON, OSLO));

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.total()).isEqualByComparingTo("190.10");
  }

  @Test
  void takesNoOffenceAtZerosBehindTheCentOrAtAnotherOrder() {
    Comparison comparison =
        cities(List.of(OSLO, sales("Lyon", 3, "100.1000")), List.of(LYON, OSLO));

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void tellsACentTooMuch() {
    assertThat(cities(List.of(sales("Lyon", 3, "100.11")), List.of(LYON)).differences())
        .containsExactly("x, Lyon: the API 3 sales, 100.11, MariaDB 3 sales, 100.10");
  }

  @Test
  void tellsASaleTooFew() {
    assertThat(cities(List.of(sales("Lyon", 2, "100.10")), List.of(LYON)).differences())
        .containsExactly("x, Lyon: the API 2 sales, 100.10, MariaDB 3 sales, 100.10");
  }

  @Test
  void tellsARowThatTheApiLacks() {
    assertThat(cities(List.of(LYON), List.of(LYON, OSLO)).differences())
        .containsExactly("x, Oslo: the API has no such row, MariaDB 2 sales, 90.00");
  }

  @Test
  void tellsARowThatOnlyTheApiHas() {
    assertThat(cities(List.of(LYON, OSLO), List.of(LYON)).differences())
        .containsExactly("x, Oslo: the API 2 sales, 90.00, MariaDB has no such row");
  }

  @Test
  void tellsARowThatComesTwice() {
    assertThat(cities(List.of(LYON, LYON), List.of(LYON)).differences())
        .containsExactly("x, Lyon: the API has it twice, 3 sales, 100.10 and 3 sales, 100.10");
  }

  @Test
  void showsTheFirstRowsBesideEachOther() {
    List<String> table = cities(List.of(LYON), List.of(LYON, OSLO)).table(2);

    assertThat(table).hasSize(3);
    assertThat(table.get(0)).contains("cities", "the API", "MariaDB");
    assertThat(table.get(1)).containsSubsequence("x, Lyon", "3 sales, 100.10", "3 sales, 100.10");
    assertThat(table.get(2)).containsSubsequence("x, Oslo", "-", "2 sales, 90.00");
    assertThat(cities(List.of(LYON, OSLO), List.of(LYON, OSLO)).table(1)).hasSize(2);
  }

  @Test
  void showsTwoPlacesAtLeastAndNeverFewerThanThereAre() {
    assertThat(sales("Lyon", 1, "5").figures()).isEqualTo("1 sales, 5.00");
    assertThat(sales("Lyon", 1, "5.1").figures()).isEqualTo("1 sales, 5.10");
    assertThat(sales("Lyon", 1, "5.1234").figures()).isEqualTo("1 sales, 5.1234");
  }

  private static Comparison cities(List<Sales> api, List<Sales> database) {
    return new Comparison("cities", api, database);
  }

  private static Sales sales(String city, long count, String revenue) {
    return new Sales(List.of("x", city), count, new BigDecimal(revenue));
  }
}
