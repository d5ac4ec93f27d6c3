package dev.tidemark.transform.publish;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.io.ByteArrayInputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The engine. Each call tries once: whoever calls knows what else to do meanwhile. */
final class ClickHouse implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  /** UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, AUTHENTICATION_FAILED. */
  private static final Set<Integer> REFUSED = Set.of(192, 193, 194, 516);

  private static final int HTTP_UNAUTHORIZED = 401;

  private final Platform.ClickHouse conf;
  private final Client client;
  private volatile Duration timeout = FIRST_TIMEOUT;

  private ClickHouse(Platform.ClickHouse conf, Client client) {
    this.conf = conf;
    this.client = client;
  }

  static ClickHouse of(Platform.ClickHouse conf, Environment environment) {
    boolean near = Set.of("127.0.0.1", "localhost", "::1").contains(conf.url().getHost());
    Client client =
        new Client.Builder()
            .addEndpoint(conf.url().toString())
            .setUsername(conf.user().reveal(environment))
            .setPassword(conf.password().reveal(environment))
            .setDefaultDatabase("default")
            .compressClientRequest(!near)
            .compressServerResponse(!near)
            .setConnectTimeout(5, ChronoUnit.SECONDS)
            .setSocketTimeout(FIRST_TIMEOUT.toMillis())
            .setMaxRetries(0)
            .build();
    return new ClickHouse(conf, client);
  }

  /**
   * Asks once whether we are let in; says nothing if the engine is out of reach.
   *
   * @throws ClickHouseRefusedException if we are not
   */
  void requireLetIn() {
    try {
      requireAnswer();
    } catch (ClickHouseUnreachableException | ServerException e) {
      // it is asked again when there is something to send
    }
  }

  String database() {
    return conf.database();
  }

  /**
   * A short question.
   *
   * @throws ClickHouseUnreachableException if there is no answer soon
   */
  void requireAnswer() {
    QuerySettings settings = new QuerySettings();
    settings.setNetworkTimeout(PROBE.toMillis(), ChronoUnit.MILLIS);
    tried(() -> client.queryAll("SELECT 1", settings));
  }

  void execute(String sql) {
    CommandSettings settings = new CommandSettings();
    settings.setNetworkTimeout(timeout.toMillis(), ChronoUnit.MILLIS);
    tried(() -> executeOnce(sql, settings));
  }

  List<GenericRecord> query(String sql) {
    QuerySettings settings = new QuerySettings();
    settings.setNetworkTimeout(timeout.toMillis(), ChronoUnit.MILLIS);
    return tried(() -> client.queryAll(sql, settings));
  }

  /**
   * One INSERT, which is one block; the same token a second time changes nothing.
   *
   * @param rows their number
   */
  void insert(String table, List<String> columns, byte[] bytes, int rows, String token) {
    InsertSettings settings =
        new InsertSettings()
            .setDeduplicationToken(token)
            .serverSetting("async_insert", "0")
            .serverSetting("input_format_parallel_parsing", "0")
            .serverSetting("max_insert_block_size", Integer.toString(rows + 1))
            .serverSetting("min_insert_block_size_rows", Integer.toString(rows + 1))
            .serverSetting("min_insert_block_size_bytes", "0");
    settings.setNetworkTimeout(timeout.toMillis(), ChronoUnit.MILLIS);
    tried(
        () -> {
          client
              .insert(
                  table,
                  columns,
                  new ByteArrayInputStream(bytes),
                  ClickHouseFormat.RowBinary,
                  settings)
              .join()
              .close();
          return rows;
        });
  }

  @SuppressWarnings("try") // close() declares Exception, and throws none
  private boolean executeOnce(String sql, CommandSettings settings) {
    try (CommandResponse done = client.execute(sql, settings).get()) {
      return done != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while ClickHouse works");
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // the client's close() declares no less
      throw new IllegalStateException("Cannot close ClickHouse's answer", e);
    }
  }

  /**
   * @throws ClickHouseUnreachableException if nobody answered
   * @throws ClickHouseRefusedException if we are not let in any more
   * @throws ServerException if it answered that it cannot do it
   */
  private <T> T tried(Supplier<T> work) {
    try {
      T done = work.get();
      timeout = FIRST_TIMEOUT;
      return done;
    } catch (ClickHouseException | CompletionException e) {
      ClickHouseException failure = clickHouseFailure(e);
      refuseIfRefused(failure);
      if (failure instanceof ServerException) {
        throw failure;
      }
      allowMoreTimeAfter(failure);
      throw new ClickHouseUnreachableException(
          "ClickHouse at %s does not answer; check clickhouse.url and that it runs"
              .formatted(conf.url()),
          failure);
    }
  }

  /** A half-open connection is noticed soon, and an INSERT that needs longer gets it. */
  private void allowMoreTimeAfter(ClickHouseException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SocketTimeoutException) {
        Duration doubled = timeout.multipliedBy(2);
        timeout = doubled.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : doubled;
        return;
      }
    }
  }

  private static ClickHouseException clickHouseFailure(RuntimeException e) {
    if (e instanceof ClickHouseException failure) {
      return failure;
    }
    if (e.getCause() instanceof ClickHouseException failure) {
      return failure;
    }
    throw e;
  }

  private void refuseIfRefused(ClickHouseException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ServerException server
          && (REFUSED.contains(server.getCode())
              || server.getTransportProtocolCode() == HTTP_UNAUTHORIZED)) {
        throw new ClickHouseRefusedException(
            "ClickHouse at %s refuses user %s: check clickhouse.user and clickhouse.password in conf/tidemark.yaml, and what they refer to"
                .formatted(conf.url(), conf.user()),
            e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
