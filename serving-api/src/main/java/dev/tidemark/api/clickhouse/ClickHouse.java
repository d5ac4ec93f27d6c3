package dev.tidemark.api.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one connection to ClickHouse; safe for many threads. */
public final class ClickHouse implements AutoCloseable {
  private static final int QUERY_SECONDS = 10;

  private final URI url;
  private final String user;
  private final String database;
  private final Client client;

  private ClickHouse(URI url, String user, String database, Client client) {
    this.url = url;
    this.user = user;
    this.database = database;
    this.client = client;
  }

  /**
   * Connects when first asked.
   *
   * @throws IllegalArgumentException naming the variable or file of a secret that is missing
   */
  public static ClickHouse open(Platform.ClickHouse conf, Environment environment) {
    String user = conf.user().reveal(environment);
    Client client =
        new Client.Builder()
            .addEndpoint(conf.url().toString())
            .setUsername(user)
            .setPassword(conf.password().reveal(environment))
            .setDefaultDatabase(conf.database())
            .setClientName("tidemark-serving-api")
            .compressServerResponse(false)
            .setMaxConnections(40)
            .setConnectTimeout(2, ChronoUnit.SECONDS)
            .setConnectionRequestTimeout(5, ChronoUnit.SECONDS)
            .setSocketTimeout(QUERY_SECONDS + 5, ChronoUnit.SECONDS)
            .setMaxRetries(1)
            .serverSetting("max_execution_time", Integer.toString(QUERY_SECONDS))
            .build();
    return new ClickHouse(conf.url(), user, conf.database(), client);
  }

  public String database() {
    return database;
  }

  public URI url() {
    return url;
  }

  /**
   * All rows of the answer, columns in the statement's order.
   *
   * @throws dev.tidemark.api.problem.ProblemException if ClickHouse cannot or will not answer
   */
  public List<Map<String, Object>> rows(Statement statement) {
    try {
      return read(statement);
    } catch (RuntimeException e) { // the driver throws whatever its transport does
      throw ServerAnswers.problem(e);
    }
  }

  public Reachability reachability() {
    try {
      return new Reachability.Up(
          read(Statement.of("SELECT version() AS version")).get(0).get("version").toString());
    } catch (RuntimeException e) { // the driver throws whatever its transport does
      return reachability(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Reachability reachability(RuntimeException thrown) {
    Optional<ServerException> server = ServerAnswers.server(thrown);
    if (server.isPresent() && ServerAnswers.refused(server.get())) {
      return new Reachability.Refused(
          "ClickHouse at %s refuses user '%s' (code %s)"
              .formatted(url, user, server.get().getCode()));
    }
    if (server.isPresent() && ServerAnswers.noDatabase(server.get())) {
      return new Reachability.Up("database '%s' is not there yet".formatted(database));
    }
    return new Reachability.Down(ServerAnswers.reason(thrown));
  }

  private List<Map<String, Object>> read(Statement statement) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (GenericRecord read :
        client.queryAll(statement.sql(), Map.copyOf(statement.values()), new QuerySettings())) {
      Map<String, Object> row = new LinkedHashMap<>();
      read.getSchema()
          .getColumns()
          .forEach(
              column ->
                  row.put(column.getColumnName(), Cell.of(read.getObject(column.getColumnName()))));
      rows.add(row);
    }
    return rows;
  }
}
