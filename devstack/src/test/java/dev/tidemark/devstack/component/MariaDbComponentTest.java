package dev.tidemark.devstack.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.devstack.settings.Accounts;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MariaDbComponentTest {
  private static final Accounts ACCOUNTS =
      Accounts.from(Map.of("SHOP_PASSWORD", "a'b\\c", "SHOP_APP_PASSWORD", "x"));

  @Test
  void givesDebeziumWhatReadingTheLogTakesAndNoMore() {
    assertThat(component().accountsSql())
        .startsWith("SET SESSION sql_log_bin = 0;")
        .contains(
            "CREATE USER IF NOT EXISTS 'debezium'@'%' IDENTIFIED BY 'a''b\\\\c';",
            "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.*"
                + " TO 'debezium'@'%';",
            "GRANT ALL PRIVILEGES ON shop.* TO 'shop'@'%';");
  }

  private static MariaDbComponent component() {
    DevstackLayout layout = new DevstackLayout(Path.of("d"), Path.of("p"), Path.of("c"));
    return new MariaDbComponent(
        layout,
        new Endpoints(
            PortPlan.usual(), ACCOUNTS, URI.create("http://127.0.0.1:8123"), layout.lake()));
  }
}
