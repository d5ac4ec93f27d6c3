package dev.tidemark.api.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.fixture.SampleConf;
import org.junit.jupiter.api.Test;

final class ModelsTest {
  private final Models models = new Models(SampleConf.unreachable());

  @Test
  void findsModelsByNameAndByPath() {
    assertThat(models.named("balances").name()).isEqualTo("balances");
    assertThat(models.at("web/visits").name()).isEqualTo("visits_by_hour");
  }

  @Test
  void namesTheModelsThatExist() {
    assertThatThrownBy(() -> models.named("balance"))
        .hasMessage(
            "There is no model 'balance'; did you mean 'balances'?"
                + " There are balances, not_yet, sales_by_city, ticks, visits_by_hour.");
    assertThatThrownBy(() -> models.named("zzzzzzzz"))
        .hasMessage(
            "There is no model 'zzzzzzzz';"
                + " there are balances, not_yet, sales_by_city, ticks, visits_by_hour.");
  }

  @Test
  void namesThePathsThatExist() {
    assertThatThrownBy(() -> models.at("sales/top-citys"))
        .hasMessage(
            "There is nothing at /v1/sales/top-citys; did you mean '/v1/sales/top-cities'? There are"
                + " /v1/not/yet, /v1/sales/top-cities, /v1/ticks/highest, /v1/web/visits, /v1/gold/{model}, /v1/datasets, /v1/lineage/{name}.");
  }
}
