package dev.tidemark.devstack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.fixture.Stacks;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.Endpoints;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java clients, unmodified and with their default settings, against the engine. */
final class EngineIT {
  private static final int ROWS = 200_000;

  @TempDir static Path folder;
  private static Devstack devstack;
  private static Endpoints endpoints;
  private static Account account;

  @BeforeAll
  static void start() throws Exception {
    devstack = Stacks.up(folder, EnumSet.of(ComponentName.CLICKHOUSE));
    endpoints = devstack.endpoints();
    account = endpoints.accounts().clickhouse();
  }

  @AfterAll
  static void stop() {
    devstack.close();
  }

  @Test
  void anInsertRepeatedWithItsTokenIsWrittenOnce() throws Exception {
    try (Client client = client(account.password())) {
      client
          .execute(
              "CREATE TABLE tokens (id Int64) ENGINE = MergeTree ORDER BY id"
                  + " SETTINGS non_replicated_deduplication_window = 100")
          .get()
          .close();
      for (String token : List.of("first", "first", "second")) {
        insert(client, "tokens", token, rows(ROWS));
      }

      assertThat(count(client, "tokens")).isEqualTo(2L * ROWS);
    }
  }

  @Test
  void theJdbcDriverWritesBatchesAndReadsThemBack() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE sums (day Date, city String, revenue Decimal(18, 2), _version UInt64,"
              + " _deleted UInt8) ENGINE = ReplacingMergeTree(_version, _deleted)"
              + " ORDER BY (city, day)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO sums VALUES (?, ?, ?, ?, ?)")) {
        for (int version = 1; version <= 3; version++) {
          insert.setObject(1, java.time.LocalDate.of(2024, 5, 7));
          insert.setString(2, "L'Aquila \\ Αθήνα");
          insert.setBigDecimal(3, new java.math.BigDecimal("10.0" + version));
          insert.setLong(4, version);
          insert.setInt(5, 0);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet row = statement.executeQuery("SELECT city, revenue FROM sums FINAL")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("L'Aquila \\ Αθήνα");
        assertThat(row.getBigDecimal(2)).isEqualByComparingTo("10.03");
        assertThat(row.next()).isFalse();
      }
    }
  }

  @Test
  void aLargeResultArrivesWhole() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT number, toString(number) FROM numbers(3000000)")) {
      long count = 0;
      while (rows.next()) {
        assertThat(rows.getLong(1)).isEqualTo(count);
        count++;
      }
      assertThat(count).isEqualTo(3_000_000);
    }
  }

  @Test
  void anErrorInMidResultIsNotTakenForItsEnd() {
    String sql = "SELECT number, throwIf(number = 2900000) FROM numbers(3000000)";

    assertThatThrownBy(() -> post(sql + " FORMAT TabSeparated", account.password()))
        .isInstanceOf(java.io.IOException.class);
  }

  @Test
  void aMistakeIsAnsweredWithClickHousesNumberForIt() throws Exception {
    HttpResponse<String> unknown = post("SELECT x FROM nowhere", account.password());

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("X-ClickHouse-Exception-Code")).contains("60");
    assertThat(unknown.body()).contains("UNKNOWN_TABLE");
  }

  @Test
  void aWrongPasswordIsRefusedWhateverWayItCame() throws Exception {
    HttpResponse<String> refused = post("SELECT 1", "wrong");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("X-ClickHouse-Exception-Code")).contains("516");
    try (Client client = client("wrong")) {
      assertThatThrownBy(() -> client.queryAll("SELECT 1"))
          .hasStackTraceContaining("AUTHENTICATION_FAILED");
    }
  }

  @Test
  void aSettingOfOneRequestIsNotSeenByTheNext() throws Exception {
    HttpResponse<String> limited =
        send("/?max_result_rows=1", "SELECT number FROM numbers(10)", account.password());
    HttpResponse<String> free =
        send("/", "SELECT count() FROM (SELECT number FROM numbers(10))", account.password());

    assertThat(limited.body()).contains("TOO_MANY_ROWS_OR_BYTES");
    assertThat(free.body().strip()).isEqualTo("10");
  }

  private static Client client(String password) {
    return new Client.Builder()
        .addEndpoint(endpoints.clickhouse().toString())
        .setUsername(account.user())
        .setPassword(password)
        .setDefaultDatabase("tidemark")
        .build();
  }

  private static Connection connection() throws SQLException {
    String url = "jdbc:clickhouse:" + endpoints.clickhouse() + "/tidemark";
    return DriverManager.getConnection(url, account.user(), account.password());
  }

  private static void insert(Client client, String table, String token, InputStream rows)
      throws Exception {
    client
        .insert(
            table,
            rows,
            ClickHouseFormat.RowBinary,
            new InsertSettings().setDeduplicationToken(token))
        .get()
        .close();
  }

  private static long count(Client client, String table) {
    List<GenericRecord> rows = client.queryAll("SELECT count() AS n FROM " + table);
    return rows.get(0).getLong("n");
  }

  private static InputStream rows(int count) {
    ByteBuffer rows = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int id = 0; id < count; id++) {
      rows.putLong(id);
    }
    return new ByteArrayInputStream(rows.array());
  }

  private static HttpResponse<String> post(String sql, String password) throws Exception {
    return send("/", sql, password);
  }

  private static HttpResponse<String> send(String path, String sql, String password)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoints.clickhouse() + path))
            .header("X-ClickHouse-User", account.user())
            .header("X-ClickHouse-Key", password)
            .POST(BodyPublishers.ofString(sql))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
