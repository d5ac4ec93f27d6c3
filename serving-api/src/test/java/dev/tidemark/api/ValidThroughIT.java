package dev.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.fixture.Answer;
import dev.tidemark.api.fixture.Devstack;
import dev.tidemark.api.fixture.SampleConf;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valid-Through against a writer that never rests: rows first, then the promise about them. */
final class ValidThroughIT {
  private static final int WRITES = 300;

  @TempDir private Path data;

  @Test
  void isNeverAheadOfTheRows() throws Exception {
    try (Devstack devstack = Devstack.start(data)) {
      tables(devstack);
      Conf conf = SampleConf.load(devstack.environment());
      try (ClickHouse clickhouse =
              ClickHouse.open(conf.platform().clickhouse(), devstack.environment());
          Server server =
              Server.start(
                  conf,
                  clickhouse,
                  Clock.systemUTC(),
                  new Platform.Api("127.0.0.1", 0, List.of()),
                  SampleConf.keys())) {
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(devstack));
        int answers = 0;
        long newest = 0;
        while (!writer.isDone()) {
          // a question of its own each time, so that none is answered from memory
          newest = promised(server.url() + "/v1/ticks/highest?limit=" + (1 + answers++ % 1_000));
        }
        writer.join();

        assertThat(answers).isGreaterThan(50);
        assertThat(newest).isPositive();
      }
    }
  }

  /** The promise in seconds, once it is known to be kept. */
  private static long promised(String url) {
    Answer answer = Answer.get(url);
    if (answer.rows().isEmpty() || answer.header("Valid-Through").isEmpty()) {
      return 0;
    }
    long promised = Instant.parse(answer.header("Valid-Through").get()).getEpochSecond();
    assertThat(promised).isLessThanOrEqualTo(answer.rows().get(0).get("n").asLong());
    assertThat(answer.json().get("validThrough").asText())
        .isEqualTo(answer.header("Valid-Through").get());
    return promised;
  }

  private static void tables(Devstack devstack) {
    devstack.execute("CREATE DATABASE IF NOT EXISTS tidemark");
    devstack.execute(
        """
        CREATE TABLE tidemark.ticks (day Date32, n Int64,
          _interval Nullable(DateTime64(6,'UTC')), _version UInt64, _deleted UInt8)
        ENGINE = ReplacingMergeTree(_version, _deleted) ORDER BY day""");
    devstack.execute(
        """
        CREATE TABLE tidemark._tidemark_datasets (kind LowCardinality(String), name String,
          valid_through Nullable(DateTime64(3,'UTC')), last_event_at Nullable(DateTime64(3,'UTC')),
          warn_seconds UInt32, error_seconds UInt32, updated_at DateTime64(3,'UTC'), _version UInt64)
        ENGINE = ReplacingMergeTree(_version) ORDER BY (kind, name)""");
  }

  private static void write(Devstack devstack) {
    for (int n = 1; n <= WRITES; n++) {
      devstack.execute(
          "INSERT INTO tidemark.ticks VALUES ('2024-05-01', %s, NULL, %s, 0)".formatted(n, n));
      devstack.execute(
          "INSERT INTO tidemark._tidemark_datasets VALUES ('model', 'ticks', '%s', NULL, 60, 600, now64(3), %s)"
              .formatted(Instant.EPOCH.plus(Duration.ofSeconds(n)).toString().replace("Z", ""), n));
    }
  }
}
