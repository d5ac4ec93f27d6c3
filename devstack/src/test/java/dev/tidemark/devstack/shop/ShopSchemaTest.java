package dev.tidemark.devstack.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShopSchemaTest {
  @Test
  void givesEveryTableAKey() {
    assertThat(ShopSchema.TABLES).hasSize(5).allMatch(table -> table.contains("PRIMARY KEY"));
  }

  @Test
  void canBeRunAgain() {
    assertThat(ShopSchema.TABLES).allMatch(table -> table.startsWith("CREATE TABLE IF NOT EXISTS"));
  }

  @Test
  void indexesWhatABackfillFiltersBy() {
    assertThat(ShopSchema.TABLES.get(3))
        .contains("KEY orders_ordered_at (ordered_at)", "KEY orders_customer_id (customer_id)");
  }
}
