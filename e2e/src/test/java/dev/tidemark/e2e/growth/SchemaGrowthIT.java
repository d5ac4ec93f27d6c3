package dev.tidemark.e2e.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns come and widen while the stream runs and while it stands; nobody restarts anything. */
@Tag("full")
final class SchemaGrowthIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void silverFollowsTheTablesOfTheSource(@TempDir Path dir) {
    ConfFolder conf = GrowthShop.conf(dir.resolve("conf"));
    try (Stack stack = Stack.up()) {
      Product product = stack.product();
      GrowthShop shop = new GrowthShop(stack.source());
      shop.create();
      product.runWell("ingest", "apply", "--conf", conf.toString());
      try (Running stream = product.start("stream", "--conf", conf.toString())) {
        Rows first = stack.source().query("SELECT " + GrowthShop.FIRST + " FROM grow.items");
        eventually(stream, () -> itemsMustEqual(stack, first));
        eventually(stream, () -> assertThat(stack.lake().live("fixed").size()).isOne());

        shop.growWhileTheStreamRuns();
        shop.changeOtherwise();

        eventually(stream, () -> itemsMustEqual(stack, shop.itemsThatGrew()));
        eventually(stream, () -> nothingElseIsLost(stack));
        eventually(stream, () -> goldMustEqual(stack, shop));
        assertThat(stream.log()).contains("silver has grown").doesNotContain(" ERROR ");
        stream.stop();
      }
      shop.growWhileTheStreamIsStopped();
      awaitRecords(stack);
      product.runWell("stream", "--once", "--conf", conf.toString());
      itemsMustEqual(stack, shop.itemsThatGrewTwice());
      goldMustEqual(stack, shop);

      confAgreesAfterApply(stack, conf, shop);
    }
  }

  /** What is written down is what silver has; the strict dataset takes its column. */
  private static void confAgreesAfterApply(Stack stack, ConfFolder conf, GrowthShop shop) {
    Product product = stack.product();
    String diff = product.runWell("ingest", "apply", "--conf", conf.toString());
    assertThat(diff)
        .contains("{name: level, type: bigint,")
        .contains("{name: price, type: \"decimal(14,4)\",")
        .contains("{name: extra, type: int,");
    stack.source().execute("INSERT INTO grow.fixed VALUES (3, 'taken', 3)");
    await()
        .atMost(PATIENCE)
        .until(() -> stack.topics().committed("growing.grow.fixed").size() >= 4);

    String log = product.runWell("stream", "--once", "--conf", conf.toString());

    assertThat(log).contains("silver keeps this column's type").doesNotContain(" ERROR ");
    itemsMustEqual(stack, shop.itemsThatGrewTwice());
    goldMustEqual(stack, shop);
    assertThat(stack.lake().schema("silver/items").keySet())
        .startsWith("id", "seen_at", "name", "quantity");
    assertThat(stack.lake().live("fixed").rows())
        .containsExactlyInAnyOrder(
            row("id", "1", "name", "known", "extra", null),
            row("id", "3", "name", "taken", "extra", "3"));
  }

  private static void itemsMustEqual(Stack stack, Rows expected) {
    for (String dataset : List.of("items", "items_json")) {
      stack.lake().live(dataset).mustEqual(expected, "silver/" + dataset);
    }
  }

  /** What has no place waits in quarantine, with what to do; the rest goes on. */
  private static void nothingElseIsLost(Stack stack) {
    assertThat(stack.lake().live("shifts").rows())
        .containsExactlyInAnyOrder(
            row("id", "1", "gone", null, "old_name", "a", "code", "10", "new_name", null),
            row("id", "2", "gone", "22", "old_name", "b", "code", "2", "new_name", null),
            row("id", "3", "gone", null, "old_name", null, "code", "3", "new_name", "c"),
            row("id", "4", "gone", null, "old_name", null, "code", "4", "new_name", "d"));
    assertThat(stack.lake().live("fixed").rows()).containsExactly(row("id", "1", "name", "known"));
    Rows kept = stack.lake().table("_tidemark/quarantine");
    assertThat(kept.size()).isEqualTo(2);
    assertThat(kept.only("dataset", "code", "message").rows())
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("dataset", "shifts")
                    .containsEntry("code", "value-does-not-fit")
                    .containsEntry(
                        "message",
                        "column 'code': text of 4 characters does not become int exactly; declare a type that takes it under columns: of dataset shifts"))
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("dataset", "fixed")
                    .containsEntry("code", "schema-changed")
                    .hasEntrySatisfying(
                        "message",
                        message ->
                            assertThat(message)
                                .contains("(extra int)")
                                .contains("run 'tidemark ingest apply'")));
  }

  private static void goldMustEqual(Stack stack, GrowthShop shop) {
    String[] measures = {"items", "most", "worth"};
    Rows expected = shop.itemsByDay();
    stack
        .lake()
        .liveGold("items_by_day")
        .numbersByValue(measures)
        .mustEqual(expected, "gold/items_by_day");
    stack
        .engine()
        .query("SELECT made_on, items, most, worth FROM tidemark.items_by_day FINAL")
        .numbersByValue(measures)
        .mustEqual(expected, "ClickHouse's items_by_day");
  }

  /** Both connectors have sent what happened while the stream stood. */
  private static void awaitRecords(Stack stack) {
    for (String topic : List.of("growing.grow.items", "growing_json.grow.items")) {
      await().atMost(PATIENCE).until(() -> stack.topics().committed(topic).size() >= 16);
    }
  }

  private static void eventually(Running stream, ThrowingRunnable assertion) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .failFast(stream::mustBeAlive)
        .ignoreExceptions() // of tables that are not there yet
        .untilAsserted(assertion);
  }

  private static Map<String, String> row(String... namesAndValues) {
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }
}
