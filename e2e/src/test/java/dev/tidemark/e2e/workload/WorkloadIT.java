package dev.tidemark.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.Answers;
import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.LakeReader;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inserts, updates, cancellations, deletes, key changes, late and repeated records, and a kill. */
final class WorkloadIT {
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(12);
  private static final int REPEATED = 40;

  @Test
  void everyStoreEqualsTheSourceAfterSalesRepeatsAndAKill(@TempDir Path dir) throws IOException {
    Path lineage = dir.resolve("lineage.jsonl");
    ConfFolder conf =
        ConfFolder.ofSample(dir.resolve("conf"))
            .replace("tidemark.yaml", "api:\n", "lineage: {file: %s}\napi:\n".formatted(lineage));
    try (Stack stack = Stack.up()) {
      Product product = stack.product();
      writeHistory(stack);
      product.runWell("ingest", "apply", "--conf", conf.toString());
      Comparison comparison = new Comparison(stack);
      Answers answers = new Answers(stack.api(), ShopOracle.PATHS, TO_CATCH_UP);
      Sight sight = new Sight(stack);
      try (Running api = product.start("serve", "--conf", conf.toString())) {
        try (Running stream = product.start("stream", "--conf", conf.toString())) {
          sell(product, 11, 400);
          answers.awaitCommitted(stream, api);
          comparison.everything();

          repeatTheLastRecords(stack);
          answers.awaitCommitted(stream, api);
          comparison.everything();
          sight.counted();
          sight.asked();
          sight.led();

          try (Running shop =
              product.start("shop", "sell", "--rate", "60", "--events", "600", "--seed", "12")) {
            await().atMost(TO_CATCH_UP).until(() -> shop.log().contains("selling:"));
            stream.kill();
            assertThat(shop.process().onExit().join().exitValue()).as(shop.log()).isZero();
          }
        }
        deleteCheckpoints(stack.lake());

        try (Running stream = product.start("stream", "--conf", conf.toString())) {
          answers.awaitCommitted(stream, api);
          comparison.everything();

          stream.stop();
          assertThat(stream.process().exitValue()).as("exit code after SIGTERM").isIn(0, 143);
          assertThat(stream.log()).doesNotContain(" ERROR ");
          sight.told(lineage);
          sight.lookedAround();
        }
      }
    }
  }

  /** Into an empty shop; one that has been open stays as it is. */
  private static void writeHistory(Stack stack) {
    String tables =
        stack
            .source()
            .value("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'shop'");
    if (tables.equals("0")) {
      stack
          .product()
          .runWell(
              "shop", "history", "--from", "2024-01-01", "--to", "2026-01-01", "--orders", "1500");
    }
  }

  private static void sell(Product product, int seed, int events) {
    product.runWell("shop", "sell", "--rate", "60", "--events", "" + events, "--seed", "" + seed);
  }

  /** As after a restart of the connector: nothing is lost, some is told twice. */
  private static void repeatTheLastRecords(Stack stack) {
    for (String table : ShopOracle.TABLES) {
      int repeated = stack.topics().repeatLast("shop.shop." + table, REPEATED);
      assertThat(repeated).isPositive();
    }
  }

  private static void deleteCheckpoints(LakeReader lake) throws IOException {
    Path checkpoints = lake.lake().resolve("_tidemark/checkpoints");
    assertThat(checkpoints).isNotEmptyDirectory();
    try (Stream<Path> files = Files.walk(checkpoints)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
