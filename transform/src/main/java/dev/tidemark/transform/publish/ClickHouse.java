package dev.tidemark.transform.publish;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine: waits while it is out of reach, and says so once for each cause. */
final class ClickHouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouse.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, AUTHENTICATION_FAILED. */
  private static final Set<Integer> REFUSED = Set.of(192, 193, 194, 516);

  private static final int HTTP_UNAUTHORIZED = 401;

  private final Platform.ClickHouse conf;
  private final Client client;

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
            .setSocketTimeout(120, ChronoUnit.SECONDS)
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
      client.queryAll("SELECT 1");
    } catch (ClickHouseException e) {
      refuseIfRefused(e);
    }
  }

  String database() {
    return conf.database();
  }

  void execute(String sql) {
    patiently(() -> executeOnce(sql));
  }

  List<GenericRecord> query(String sql) {
    return patiently(() -> client.queryAll(sql));
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
    patiently(
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
  private boolean executeOnce(String sql) {
    try (CommandResponse done = client.execute(sql).get()) {
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

  private <T> T patiently(Supplier<T> work) {
    Duration pause = FIRST_PAUSE;
    String said = null;
    while (true) {
      try {
        T done = work.get();
        if (said != null) {
          LOG.atInfo().addKeyValue("url", conf.url()).log("ClickHouse answers again");
        }
        return done;
      } catch (ClickHouseException | CompletionException e) {
        ClickHouseException failure = clickHouseFailure(e);
        refuseIfRefused(failure);
        if (failure instanceof ServerException server && !server.isRetryable()) {
          throw failure;
        }
        String cause = cause(failure);
        if (!Objects.equals(cause, said)) {
          LOG.atWarn()
              .addKeyValue("url", conf.url())
              .addKeyValue("cause", cause)
              .log("ClickHouse is out of reach; publishing waits and goes on when it is back");
          said = cause;
        }
        pause = sleep(pause);
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

  private static String cause(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private static Duration sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while ClickHouse is out of reach");
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
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
