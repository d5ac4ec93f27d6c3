package dev.tidemark.devstack.component;

import dev.tidemark.devstack.host.PrivateFile;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.Endpoints;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MariaDB with a row log that Debezium reads. */
final class MariaDbComponent implements Component {
  private static final int LONGEST_SOCKET_PATH = 100; // the kernel takes 107 bytes

  private final DevstackLayout layout;
  private final Endpoints endpoints;

  MariaDbComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.MARIADB;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of();
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.MARIADB);
  }

  @Override
  public String address() {
    return Endpoints.HOST + ":" + endpoints.ports().of(PortName.MARIADB);
  }

  @Override
  public Launch prepare() throws IOException {
    Path folder = Files.createDirectories(layout.folder(name()));
    Path data = folder.resolve("data");
    MariaDbInstallation installation =
        new MariaDbInstallation(layout.mariadbProgram(), layout.log(name()));
    installation.install(data);
    Path accounts = folder.resolve("accounts.sql");
    PrivateFile.write(accounts, String.join("\n", accountsSql()) + "\n");
    List<String> command = new ArrayList<>(installation.server());
    command.addAll(
        List.of(
            "--datadir=" + data,
            "--bind-address=" + Endpoints.HOST,
            "--port=" + endpoints.ports().of(PortName.MARIADB),
            "--socket=" + socket(folder),
            "--pid-file=" + folder.resolve("server.pid"),
            "--init-file=" + accounts,
            "--server-id=184054",
            "--log-bin=mariadb-bin",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--binlog-row-metadata=FULL",
            "--gtid-strict-mode=ON",
            "--default-time-zone=+00:00",
            "--character-set-server=utf8mb4",
            "--skip-name-resolve",
            "--skip-ssl", // on loopback; making its certificate takes seconds at each start
            "--innodb-flush-log-at-trx-commit=2", // survives kill -9, not a power cut: ten times
            // the commits
            "--innodb-buffer-pool-size=128M",
            "--innodb-log-file-size=64M"));
    return new Launch(command, Map.of(), folder);
  }

  @Override
  public void check() throws Exception {
    Account debezium = endpoints.accounts().debezium();
    String url = endpoints.jdbcUrl("shop") + "&connectTimeout=3000&socketTimeout=3000";
    try (Connection connection =
            DriverManager.getConnection(url, debezium.user(), debezium.password());
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /**
   * Run by the server before it listens, at every start; keeps out of the log that Debezium reads.
   */
  List<String> accountsSql() {
    List<String> sql = new ArrayList<>();
    sql.add("SET SESSION sql_log_bin = 0;");
    sql.add("DELETE FROM mysql.global_priv WHERE User = '';"); // they would shadow 'debezium'@'%'
    sql.add("FLUSH PRIVILEGES;");
    sql.add("CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4;");
    grant(
        sql,
        endpoints.accounts().debezium(),
        "SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");
    grant(sql, endpoints.accounts().shop(), "ALL PRIVILEGES ON shop.*");
    grant(sql, endpoints.accounts().admin(), "ALL PRIVILEGES ON *.*");
    return sql;
  }

  private static void grant(List<String> sql, Account account, String rights) {
    String user = quoted(account.user()) + "@'%'";
    String password = " IDENTIFIED BY " + quoted(account.password()) + ";";
    sql.add("CREATE USER IF NOT EXISTS " + user + password);
    sql.add("ALTER USER " + user + password);
    sql.add("GRANT " + rights + " TO " + user + ";");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static Path socket(Path folder) {
    Path socket = folder.resolve("server.sock");
    if (socket.toString().length() <= LONGEST_SOCKET_PATH) {
      return socket;
    }
    String name = "tidemark-" + Integer.toHexString(folder.toString().hashCode()) + ".sock";
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }
}
