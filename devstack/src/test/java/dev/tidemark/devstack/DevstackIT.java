package dev.tidemark.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.devstack.fixture.Stacks;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.supervise.ComponentStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevstackIT {
  private static final EnumSet<ComponentName> ALL = EnumSet.allOf(ComponentName.class);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void keepsEverythingThroughARestartAndThroughKills(@TempDir Path folder) throws Exception {
    try (Devstack devstack = Stacks.up(folder, ALL)) {
      Endpoints endpoints = devstack.endpoints();
      String schemaId = write(endpoints);

      devstack.down();
      assertThat(devstack.status()).noneMatch(ComponentStatus::isUp);
      devstack.up(ALL);
      assertHolds(endpoints, schemaId);

      devstack.status().forEach(DevstackIT::kill);
      Awaitility.await().until(() -> devstack.status().stream().noneMatch(ComponentStatus::isUp));
      devstack.up(ALL);
      assertThat(devstack.status()).hasSize(ALL.size()).allMatch(ComponentStatus::isUp);
      assertHolds(endpoints, schemaId);

      devstack.down();
      devstack.clean();
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void leavesAloneWhatWorksAndHealsWhatDoesNot(@TempDir Path folder) throws Exception {
    EnumSet<ComponentName> two = EnumSet.of(ComponentName.REGISTRY, ComponentName.CLICKHOUSE);
    try (Devstack devstack = Stacks.up(folder, two)) {
      ComponentStatus registry = status(devstack, ComponentName.REGISTRY);
      ComponentStatus clickhouse = status(devstack, ComponentName.CLICKHOUSE);

      kill(registry);
      reopen(folder).up(two);

      assertThat(status(devstack, ComponentName.CLICKHOUSE).pid()).isEqualTo(clickhouse.pid());
      assertThat(status(devstack, ComponentName.REGISTRY).pid()).isNotEqualTo(registry.pid());
      assertThat(status(devstack, ComponentName.REGISTRY).isUp()).isTrue();
      assertThat(status(devstack, ComponentName.KAFKA).pid()).isZero();
    }
  }

  @Test
  void connectHasItsPluginsAndResolvesReferencesToItsEnvironment(@TempDir Path folder)
      throws Exception {
    try (Devstack devstack = Stacks.up(folder, EnumSet.of(ComponentName.CONNECT))) {
      URI connect = devstack.endpoints().connect();
      String plugins = get(connect.resolve("/connector-plugins?connectorsOnly=false"));

      assertThat(status(devstack, ComponentName.KAFKA).isUp()).isTrue();
      assertThat(plugins)
          .contains(
              "io.debezium.connector.mariadb.MariaDbConnector",
              "io.debezium.connector.mysql.MySqlConnector",
              "io.apicurio.registry.utils.converter.AvroConverter",
              "org.apache.kafka.connect.json.JsonConverter");
      String config =
          """
          {"connector.class":"io.debezium.connector.mariadb.MariaDbConnector",
           "name":"x","topic.prefix":"x","database.hostname":"127.0.0.1","database.port":"1",
           "database.server.id":"1","database.user":"${env:SHOP_USER}",
           "database.password":"${env:SHOP_PASSWORD}"}
          """;
      String checked =
          put(connect.resolve("/connector-plugins/MariaDbConnector/config/validate"), config);
      assertThat(checked)
          .contains("Unable to connect") // the mistake that is left: nobody listens on port 1
          .doesNotContain(devstack.endpoints().accounts().debezium().password());
    }
  }

  private String write(Endpoints endpoints) throws Exception {
    try (Admin admin = admin(endpoints)) {
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
          .all()
          .get();
    }
    sql(endpoints, "CREATE TABLE kept (a INT PRIMARY KEY)");
    sql(endpoints, "INSERT INTO kept VALUES (42)");
    clickhouse(endpoints, "CREATE TABLE tidemark.kept (a Int32) ENGINE = MergeTree ORDER BY a");
    clickhouse(endpoints, "INSERT INTO tidemark.kept VALUES (42)");
    register(endpoints, "another", "int");
    return register(endpoints, "kept", "string");
  }

  private void assertHolds(Endpoints endpoints, String schemaId) throws Exception {
    try (Admin admin = admin(endpoints)) {
      assertThat(
              admin.describeTopics(List.of("kept")).allTopicNames().get().get("kept").partitions())
          .hasSize(3);
    }
    assertThat(sql(endpoints, "SELECT a FROM kept")).isEqualTo(42);
    assertThat(clickhouse(endpoints, "SELECT a FROM tidemark.kept").strip()).isEqualTo("42");
    assertThat(register(endpoints, "kept", "string")).isEqualTo(schemaId);
  }

  private static Admin admin(Endpoints endpoints) {
    return Admin.create(Map.of("bootstrap.servers", endpoints.kafka()));
  }

  private static int sql(Endpoints endpoints, String sql) throws SQLException {
    Account shop = endpoints.accounts().shop();
    try (Connection connection =
            DriverManager.getConnection(endpoints.jdbcUrl("shop"), shop.user(), shop.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return statement.getUpdateCount();
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private String clickhouse(Endpoints endpoints, String sql)
      throws IOException, InterruptedException {
    Account account = endpoints.accounts().clickhouse();
    return http.send(
            HttpRequest.newBuilder(endpoints.clickhouse())
                .header("X-ClickHouse-User", account.user())
                .header("X-ClickHouse-Key", account.password())
                .POST(BodyPublishers.ofString(sql))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private String register(Endpoints endpoints, String subject, String type)
      throws IOException, InterruptedException {
    URI uri = endpoints.registry().resolve("/apis/ccompat/v7/subjects/" + subject + "/versions");
    String schema = "{\"schema\":\"{\\\"type\\\":\\\"" + type + "\\\"}\"}";
    return http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(schema))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private String get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private String put(URI uri, String json) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static Devstack reopen(Path folder) {
    return Devstack.existing(DevstackLayout.of(folder), DevstackOptions.isolated()).orElseThrow();
  }

  private static ComponentStatus status(Devstack devstack, ComponentName name) {
    return devstack.status().stream()
        .filter(status -> status.name() == name)
        .findFirst()
        .orElseThrow();
  }

  private static void kill(ComponentStatus status) {
    ProcessHandle.of(status.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }
}
