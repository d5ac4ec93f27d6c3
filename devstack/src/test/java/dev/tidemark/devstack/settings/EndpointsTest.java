package dev.tidemark.devstack.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EndpointsTest {
  private static final Accounts ACCOUNTS =
      Accounts.from(Map.of("SHOP_PASSWORD", "given", "CLICKHOUSE_USER", "reader"));

  @Test
  void namesAllThatConfRefersTo() {
    Endpoints endpoints =
        new Endpoints(
            PortPlan.usual(), ACCOUNTS, URI.create("http://127.0.0.1:8123"), Path.of("/d/lake"));

    assertThat(endpoints.environment())
        .containsEntry("TIDEMARK_KAFKA", "127.0.0.1:9092")
        .containsEntry("TIDEMARK_CONNECT", "http://127.0.0.1:8083")
        .containsEntry("TIDEMARK_REGISTRY", "http://127.0.0.1:8081")
        .containsEntry("TIDEMARK_CLICKHOUSE", "http://127.0.0.1:8123")
        .containsEntry("CLICKHOUSE_USER", "reader")
        .containsEntry("SHOP_HOST", "127.0.0.1")
        .containsEntry("SHOP_PORT", "3306")
        .containsEntry("SHOP_USER", "debezium")
        .containsEntry("SHOP_PASSWORD", "given")
        .containsEntry("SHOP_APP_USER", "shop")
        .containsEntry("TIDEMARK_LAKE", "/d/lake")
        .containsEntry("TIDEMARK_API_PORT", "8080")
        .containsEntry("TIDEMARK_METRICS_PORT", "9464")
        .containsEntry("TIDEMARK_API_KEY", ACCOUNTS.apiKey().value())
        .containsKeys("CLICKHOUSE_PASSWORD", "SHOP_APP_PASSWORD");
  }

  @Test
  void makesAPasswordForEachAccountThatHasNone() {
    assertThat(ACCOUNTS.shop().password())
        .hasSize(24)
        .isNotEqualTo(ACCOUNTS.clickhouse().password());
    assertThat(ACCOUNTS.apiKey().value())
        .hasSize(24)
        .isNotEqualTo(ACCOUNTS.shop().password())
        .isNotEqualTo(ACCOUNTS.clickhouse().password());
  }

  @Test
  void keepsTheKeyOfTheApiThatItHas() {
    assertThat(Accounts.from(ACCOUNTS.environment()).apiKey()).isEqualTo(ACCOUNTS.apiKey());
  }

  @Test
  void neverPrintsAPassword() {
    assertThat(ACCOUNTS.toString())
        .doesNotContain("given", ACCOUNTS.apiKey().value())
        .contains("debezium:***");
  }
}
