package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Link;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Product.Outcome;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.SmallDisk;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is down, refuses, is silent or full is waited for; it is said once, and by status. */
@Tag("full")
final class PatienceIT {
  private static final Duration TO_BE_TOLD = Duration.ofMinutes(2);
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(6);
  private static final String KAFKA = "does not answer; check kafka.bootstrap-servers";
  private static final String CLICKHOUSE = "does not answer; check clickhouse.url";
  private static final String REGISTRY = "schema registry";
  private static final String FULL = "a disk is full (No space left on device)";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path dir;
  private Stack stack;
  private Product product;
  private Link registry;
  private Link clickHouse;
  private ConfFolder conf;

  @BeforeEach
  void start() {
    stack = Stack.up();
    product = stack.product();
    registry = Link.to(URI.create(stack.setting("TIDEMARK_REGISTRY")));
    clickHouse = Link.to(URI.create(stack.setting("TIDEMARK_CLICKHOUSE")));
    conf =
        ConfFolder.ofSample(dir.resolve("conf"))
            .replace(
                "tidemark.yaml",
                "${env:TIDEMARK_REGISTRY:http://127.0.0.1:8081}",
                registry.http().toString())
            .replace(
                "tidemark.yaml",
                "${env:TIDEMARK_CLICKHOUSE:http://127.0.0.1:8123}",
                clickHouse.http().toString());
    product.runWell(
        "shop", "history", "--from", "2024-01-01", "--to", "2026-01-01", "--orders", "150");
    product.runWell("ingest", "apply", "--conf", conf.toString());
  }

  @AfterEach
  void stop() {
    registry.close();
    clickHouse.close();
    stack.close();
  }

  @Test
  void theStreamWaitsForWhatIsDownAtItsStartAndForWhatFailsLater() {
    product.runWell("down");
    registry.refuses();
    clickHouse.refuses();
    try (Running stream = stream()) {
      told(stream, KAFKA);
      product.runWell("up");
      told(stream, REGISTRY);
      registry.works();
      told(stream, CLICKHOUSE);
      clickHouse.stalls();
      clickHouse.works();
      allIsWell(stream);

      stack.signal("kafka", "STOP"); // takes connections and answers nobody
      told(stream, KAFKA);
      stack.signal("kafka", "CONT");
      allIsWell(stream);

      equalAfter(stream, 22);
      stream.mustBeAlive();
      saidOnce(stream, KAFKA, 2);
      saidOnce(stream, REGISTRY, 1);
      saidOnce(stream, CLICKHOUSE, 1);
      assertThat(stream.log().lines()).as(stream.log()).hasSizeLessThan(150);
      assertThat(stream.log()).doesNotContain("\tat ");
    }
  }

  @Test
  void slowHalfOpenAndSilentPartsHoldUpNothingElse() {
    try (Running stream = stream()) {
      allIsWell(stream);
      registry.delays(Duration.ofSeconds(1));
      clickHouse.delays(Duration.ofSeconds(1));
      equalAfter(stream, 31);
      registry.works();
      clickHouse.works();

      clickHouse.stalls();
      told(stream, CLICKHOUSE);
      clickHouse.cut();
      clickHouse.works();
      allIsWell(stream);

      for (String component : new String[] {"mariadb", "connect"}) {
        stack.signal(component, "STOP");
        told(stream, "source shop is silent");
        stack.signal(component, "CONT");
        allIsWell(stream);
      }

      stack.kill("kafka");
      told(stream, KAFKA);
      product.runWell("up");
      allIsWell(stream);
      equalAfter(stream, 32);
    }
  }

  @Test
  void aFullDiskIsWaitedFor() {
    try (SmallDisk disk = disk(Path.of(stack.setting("TIDEMARK_LAKE")), "64m");
        Running stream = stream()) {
      allIsWell(stream);
      disk.fill();
      sell(41, 60);
      await()
          .atMost(TO_BE_TOLD)
          .untilAsserted(
              () -> {
                stream.mustBeAlive();
                assertThat(stream.log()).contains(FULL);
                assertThat(status().exitCode()).isEqualTo(1);
              });
      disk.free();
      allIsWell(stream);
      equalAfter(stream, 42);
      saidOnce(stream, FULL, 5); // lane, models, lease and status speak for themselves
    }
  }

  @Test
  void kafkasFullDiskIsWaitedFor() {
    product.runWell("down");
    try (SmallDisk disk = disk(stack.data().resolve("kafka/data"), "96m")) {
      product.runWell("up");
      try (Running stream = stream()) {
        allIsWell(stream);
        disk.fill();
        sell(51, 60);
        await().atMost(TO_BE_TOLD).until(() -> !stack.runs("kafka")); // it halts by itself
        told(stream, KAFKA);
        disk.free();
        product.runWell("up");
        product.runWell("ingest", "apply", "--conf", conf.toString());
        allIsWell(stream);
        equalAfter(stream, 52);
        saidOnce(stream, KAFKA, 1);
      } finally {
        product.runWell("down");
      }
    }
  }

  private static SmallDisk disk(Path folder, String size) {
    Optional<SmallDisk> disk = SmallDisk.over(folder, size);
    assumeThat(disk).as("a disk that can be full takes root and tmpfs").isPresent();
    return disk.orElseThrow();
  }

  private Running stream() {
    return product.start("stream", "--conf", conf.toString());
  }

  private void sell(int seed, int events) {
    product.runWell("shop", "sell", "--rate", "60", "--events", "" + events, "--seed", "" + seed);
  }

  /** The log and status tell it, and status ends with 1; the stream lives. */
  private void told(Running stream, String cause) {
    await()
        .atMost(TO_BE_TOLD)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              stream.mustBeAlive();
              assertThat(stream.log()).contains(cause);
              Outcome status = status();
              assertThat(status.exitCode()).as(status.output()).isEqualTo(1);
              assertThat(causes(status)).contains(cause);
            });
  }

  /** The causes of lanes, datasets and models. */
  private static String causes(Outcome status) throws IOException {
    JsonNode stream = JSON.readTree(status.output()).path("stream");
    return String.join("\n", stream.findValuesAsText("cause"));
  }

  private Outcome status() {
    return product.run("status", "--output", "json", "--conf", conf.toString());
  }

  private void allIsWell(Running stream) {
    await()
        .atMost(TO_CATCH_UP)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              stream.mustBeAlive();
              Outcome status = status();
              assertThat(status.exitCode()).as(status.output()).isZero();
            });
  }

  private void equalAfter(Running stream, int seed) {
    try (Running serve = product.start("serve", "--conf", conf.toString())) {
      sell(seed, 60);
      new Answers(stack.api(), ShopOracle.PATHS, TO_CATCH_UP).awaitCommitted(stream, serve);
      new Comparison(stack).everything();
    }
  }

  private static void saidOnce(Running stream, String cause, int most) {
    assertThat(stream.log().lines().filter(line -> line.contains(cause)))
        .as(stream.log())
        .hasSizeBetween(1, most);
  }
}
