package dev.tidemark.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.FaultyDisk;
import dev.tidemark.e2e.fixture.FaultyDisk.Deed;
import dev.tidemark.e2e.fixture.FaultyDisk.Moment;
import dev.tidemark.e2e.fixture.Link;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Stack;
import dev.tidemark.e2e.workload.Comparison;
import dev.tidemark.e2e.workload.ShopOracle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** A shop, a devstack, the API, and one stream whose disk and whose ClickHouse can be made bad. */
final class World implements AutoCloseable {
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(6);
  private static final Duration TO_DIE = Duration.ofMinutes(3);
  private static final Pattern OFFSET_LOG =
      Pattern.compile("_tidemark/checkpoints/.*/offsets/\\d+$");

  final Stack stack;
  final ConfFolder conf;
  final FaultyDisk disk;
  final Link clickHouse;
  private final Comparison comparison;
  private final Answers answers;
  private final Running api;
  private final Map<String, Integer> sent = new HashMap<>();
  private Running stream;
  private int broken;

  private World(Stack stack, Path dir) {
    this.stack = stack;
    clickHouse = Link.to(URI.create(stack.setting("TIDEMARK_CLICKHOUSE")));
    disk = FaultyDisk.in(dir.resolve("disk"));
    conf =
        ConfFolder.ofSample(dir.resolve("conf"))
            .replace(
                "tidemark.yaml",
                "${env:TIDEMARK_CLICKHOUSE:http://127.0.0.1:8123}",
                clickHouse.http().toString());
    stack
        .product()
        .runWell(
            "shop", "history", "--from", "2025-06-01", "--to", "2026-01-01", "--orders", "150");
    api =
        stack
            .product()
            .start("serve", "--conf", ConfFolder.ofSample(dir.resolve("api")).toString());
    comparison = new Comparison(stack);
    answers = new Answers(stack.api(), ShopOracle.PATHS, TO_CATCH_UP);
  }

  /** Everything but the stream runs; the connectors are not made yet. */
  static World open(Path dir) {
    Stack stack = Stack.up();
    try {
      return new World(stack, dir);
    } catch (RuntimeException | AssertionError e) {
      stack.close();
      throw e;
    }
  }

  void apply() {
    stack.product().runWell("ingest", "apply", "--conf", conf.toString());
    for (String table : ShopOracle.TABLES) {
      sent.put(table, Integer.parseInt(stack.source().value("SELECT count(*) FROM shop." + table)));
    }
    awaitSent();
  }

  void start(String... more) {
    Product product = stack.product().with(disk.environment());
    String[] words = new String[3 + more.length];
    words[0] = "stream";
    words[1] = "--conf";
    words[2] = conf.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    stream = product.start(words);
  }

  Running stream() {
    return stream;
  }

  /** Asks the stream to end. */
  void stop() {
    stream.stop();
  }

  /** The stream reads no further until {@link #disk} is told otherwise. */
  void hold() {
    disk.order(Deed.HOLD, Moment.BEFORE, 1, OFFSET_LOG);
    await()
        .atMost(TO_CATCH_UP)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              stream.mustBeAlive();
              return disk.reached().isPresent();
            });
  }

  /** A chunk of changes and a record that nobody can read; returns when all of it is in Kafka. */
  void change(Random chance) {
    Chunk chunk = Chunk.of(stack.source(), chance);
    stack
        .topics()
        .append(
            "shop.shop.orders",
            new byte[] {1},
            ("broken " + broken++).getBytes(StandardCharsets.UTF_8));
    sent.merge("orders", 1, Integer::sum);
    stack.source().transaction(chunk.statements());
    chunk.records().forEach((table, records) -> sent.merge(table, records, Integer::sum));
  }

  /** Waits until Kafka has committed all that the source has told. */
  void awaitSent() {
    for (String table : ShopOracle.TABLES) {
      await()
          .atMost(TO_CATCH_UP)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> stack.topics().committed("shop.shop." + table).size() >= sent.get(table));
    }
  }

  void awaitDeath() {
    await().atMost(TO_DIE).pollInterval(Duration.ofMillis(50)).until(() -> !stream.isAlive());
    assertThat(stream.process().exitValue())
        .as("exit code of a process that was killed")
        .isEqualTo(137);
  }

  /** Waits until the answers hold all that the source had committed by now. */
  void settle() {
    answers.awaitCommitted(stream, api);
  }

  /** Holds every store to the source, from outside. */
  void compare() {
    comparison.everything();
    List<String> values = stack.lake().table("_tidemark/quarantine").values("value");
    assertThat(values).as("quarantine holds each broken record once").hasSize(broken);
    assertThat(values).doesNotHaveDuplicates();
  }

  @Override
  public void close() {
    disk.works();
    if (stream != null) {
      stream.close();
    }
    api.close();
    clickHouse.close();
    stack.close();
  }
}
