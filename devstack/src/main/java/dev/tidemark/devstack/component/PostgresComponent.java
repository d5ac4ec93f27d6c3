package dev.tidemark.devstack.component;

import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.Accounts;
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
import java.util.Properties;

/** Postgres with a log that tells rows. Its one database has an owner, a reader, a publication. */
final class PostgresComponent implements Component {
  private final DevstackLayout layout;
  private final Endpoints endpoints;

  PostgresComponent(DevstackLayout layout, Endpoints endpoints) {
    this.layout = layout;
    this.endpoints = endpoints;
  }

  @Override
  public ComponentName name() {
    return ComponentName.POSTGRES;
  }

  @Override
  public List<ComponentName> needs() {
    return List.of();
  }

  @Override
  public List<PortName> ports() {
    return List.of(PortName.POSTGRES);
  }

  @Override
  public String address() {
    return Endpoints.HOST + ":" + endpoints.ports().of(PortName.POSTGRES);
  }

  @Override
  public Launch prepare() throws IOException {
    Path folder = Files.createDirectories(layout.folder(name()));
    Path data = folder.resolve("data");
    PostgresInstallation installation =
        new PostgresInstallation(layout.postgresProgram(), layout.log(name()));
    Accounts.Postgres accounts = endpoints.accounts().postgres();
    installation.install(data, accounts.admin(), serverSql(accounts), databaseSql(accounts));
    installation.awaitTheEndOfChildren(data);
    List<String> command = new ArrayList<>(installation.program("postgres"));
    command.addAll(List.of("-D", data.toString()));
    for (String setting : settings()) {
      command.addAll(List.of("-c", setting));
    }
    return new Launch(command, Map.of("TZ", "UTC"), folder);
  }

  @Override
  public void check() throws Exception {
    Account reader = endpoints.accounts().postgres().reader();
    Properties properties = new Properties();
    properties.setProperty("user", reader.user());
    properties.setProperty("password", reader.password());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "3");
    try (Connection connection = DriverManager.getConnection(endpoints.postgresUrl(), properties);
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private List<String> settings() {
    return List.of(
        "listen_addresses=" + Endpoints.HOST,
        "port=" + endpoints.ports().of(PortName.POSTGRES),
        "unix_socket_directories=",
        "wal_level=logical",
        "max_slot_wal_keep_size=1GB",
        "max_replication_slots=10",
        "timezone=UTC",
        "lc_messages=C",
        "fsync=off", // survives kill -9, not a power cut
        "io_method=sync", // without three processes for it
        "shared_buffers=32MB",
        "max_connections=50");
  }

  /** In single-user mode, where a statement is a line. */
  private static List<String> serverSql(Accounts.Postgres accounts) {
    return List.of(
        "CREATE ROLE %s LOGIN REPLICATION PASSWORD %s"
            .formatted(name(accounts.reader()), password(accounts.reader())),
        "CREATE ROLE %s LOGIN PASSWORD %s"
            .formatted(name(accounts.owner()), password(accounts.owner())),
        "CREATE DATABASE %s OWNER %s".formatted(Endpoints.DATABASE, name(accounts.owner())));
  }

  private static List<String> databaseSql(Accounts.Postgres accounts) {
    return List.of(
        "ALTER SCHEMA public OWNER TO " + name(accounts.owner()),
        "GRANT USAGE ON SCHEMA public TO " + name(accounts.reader()),
        "ALTER DEFAULT PRIVILEGES FOR ROLE %s GRANT SELECT ON TABLES TO %s"
            .formatted(name(accounts.owner()), name(accounts.reader())),
        "CREATE PUBLICATION tidemark_%s FOR ALL TABLES".formatted(Endpoints.DATABASE));
  }

  private static String name(Account account) {
    return "\"" + account.user().replace("\"", "\"\"") + "\"";
  }

  private static String password(Account account) {
    return "'" + account.password().replace("'", "''") + "'";
  }
}
