package dev.tidemark.e2e.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.e2e.fixture.ConfFolder;
import dev.tidemark.e2e.fixture.Product;
import dev.tidemark.e2e.fixture.Rows;
import dev.tidemark.e2e.fixture.Running;
import dev.tidemark.e2e.fixture.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a topic: it is kept aside with its reason, and the stream goes on. */
final class PoisonIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TOPIC = "lab.poisoned.notes";
  private static final int TEN_MB = 10 * 1024 * 1024;

  @Test
  void eachIsKeptAsideAndTheStreamGoesOn(@TempDir Path dir) {
    ConfFolder conf = conf(dir.resolve("conf"));
    try (Stack stack = Stack.up()) {
      stack
          .source()
          .execute(
              "CREATE DATABASE poisoned",
              "CREATE TABLE poisoned.notes (id INT PRIMARY KEY, n INT, body LONGTEXT) CHARSET=utf8mb4",
              "CREATE TABLE poisoned.emptied (id INT PRIMARY KEY)",
              "INSERT INTO poisoned.notes VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c')");
      Product product = stack.product();
      product.runWell("ingest", "apply", "--conf", conf.toString());
      try (Running stream =
          product.start("stream", "--stages", "bronze,silver", "--conf", conf.toString())) {
        until(stack, stream, () -> stack.lake().live("notes").size() == 3);
        List<Poison> poison = poison(stack);
        realChanges(stack);
        theRuleKeepsTheOldRow(stack, stream, poison.size());
        stack
            .source()
            .execute(
                "UPDATE poisoned.notes SET n = 8 WHERE id = 1",
                "UPDATE poisoned.notes SET n = 9 WHERE id = 2");
        until(stack, stream, () -> silver(stack).rows().equals(source(stack).rows()));

        everyPoisonIsInQuarantine(stack, poison);
        recordsAddUp(stack);
        rulesAreCounted(stack);
        stream.mustBeAlive();
        assertThat(stream.log()).doesNotContain(" ERROR ");
      }
    }
  }

  private static ConfFolder conf(Path folder) {
    return ConfFolder.platformOnly(folder)
        .write(
            "sources/lab.yaml",
            """
            kind: mariadb
            host: "${env:SHOP_HOST:127.0.0.1}"
            port: "${env:SHOP_PORT:3306}"
            user: "${env:SHOP_USER}"
            password: "${env:SHOP_PASSWORD}"
            tables: [poisoned.notes, poisoned.emptied]
            """)
        .write(
            "datasets/notes.yaml",
            """
            source: lab
            table: poisoned.notes
            keys: [id]
            expectations:
              - {name: n_positive, check: "n > 0", on-fail: quarantine}
              - {name: n_small, check: "n < 100", on-fail: warn}
            """)
        .write("datasets/emptied.yaml", "source: lab\ntable: poisoned.emptied\nkeys: [id]\n");
  }

  /** Between each, a change of the source. */
  private static List<Poison> poison(Stack stack) {
    List<Poison> poison = Poison.all(stack.topics().committed(TOPIC).get(0).value());
    for (int i = 0; i < poison.size(); i++) {
      stack.topics().append(TOPIC, poison.get(i).key(), poison.get(i).value());
      stack.source().execute("UPDATE poisoned.notes SET n = %s WHERE id = 3".formatted(10 + i));
    }
    return poison;
  }

  private static void realChanges(Stack stack) {
    stack
        .source()
        .execute(
            "TRUNCATE TABLE poisoned.emptied",
            "INSERT INTO poisoned.notes VALUES (50, 5, REPEAT('x', %s))".formatted(TEN_MB),
            "INSERT INTO poisoned.notes VALUES (60, 500, 'warned of')",
            "DELETE FROM poisoned.notes WHERE id = 3",
            "UPDATE poisoned.notes SET n = -7 WHERE id = 1",
            "UPDATE poisoned.notes SET n = NULL WHERE id = 2");
  }

  private static void theRuleKeepsTheOldRow(Stack stack, Running stream, int poison) {
    until(
        stack,
        stream,
        () -> stack.lake().has("_tidemark/quarantine") && quarantine(stack).size() == poison + 3);
    until(stack, stream, () -> stack.lake().live("notes").size() == 4);
    assertThat(silver(stack).only("id", "n").rows())
        .contains(Map.of("id", "1", "n", "1"), Map.of("id", "2", "n", "2"));
  }

  private static void everyPoisonIsInQuarantine(Stack stack, List<Poison> poison) {
    List<Map<String, String>> kept = new ArrayList<>(quarantine(stack).rows());
    for (Poison each : poison) {
      String bytes = Rows.text(each.value());
      Map<String, String> row =
          kept.stream().filter(r -> bytes.equals(r.get("value"))).findFirst().orElseThrow();
      kept.remove(row);
      assertThat(row).containsEntry("code", each.code()).containsEntry("dataset", "notes");
      assertThat(row.get("message")).startsWith(each.message());
    }
    assertThat(kept.stream().map(row -> row.get("code") + ": " + row.get("message")))
        .containsExactlyInAnyOrder(
            "truncate: the table was emptied by TRUNCATE, which names no rows: silver keeps those that it had. Empty a followed table by DELETE; to take these rows out now, insert their keys again and DELETE them",
            "expectation:n_positive: expectation 'n_positive' (n > 0) is false; silver keeps the row before this one. Mend the row at the source, or the rule in conf/datasets/notes.yaml",
            "expectation:n_positive: expectation 'n_positive' (n > 0) is null; silver keeps the row before this one. Mend the row at the source, or the rule in conf/datasets/notes.yaml");
  }

  /** Read = applied + superseded + quarantined + filtered, and read is what bronze has. */
  private static void recordsAddUp(Stack stack) {
    Rows batches = stack.lake().table("_tidemark/batches");
    assertThat(batches.rows())
        .allSatisfy(
            row ->
                assertThat(number(row, "read"))
                    .isEqualTo(
                        number(row, "applied")
                            + number(row, "superseded")
                            + number(row, "quarantined")
                            + number(row, "filtered")));
    for (String dataset : List.of("notes", "emptied")) {
      Rows its = batches.where(row -> dataset.equals(row.get("dataset")));
      assertThat(sum(its, "read")).isEqualTo(stack.lake().table("bronze/" + dataset).size());
      assertThat(sum(its, "quarantined"))
          .isEqualTo(quarantine(stack).where(r -> dataset.equals(r.get("dataset"))).size());
    }
  }

  private static void rulesAreCounted(Stack stack) {
    Rows results = stack.lake().table("_tidemark/expectations");
    Rows kept = results.where(row -> row.get("rule").equals("n_positive"));
    Rows warned = results.where(row -> row.get("rule").equals("n_small"));
    assertThat(sum(kept, "failed")).isEqualTo(2);
    assertThat(sum(warned, "failed")).as("500, and the NULL").isEqualTo(2);
    assertThat(sum(warned, "checked")).isEqualTo(sum(kept, "checked"));
  }

  private static Rows silver(Stack stack) {
    return sorted(stack.lake().live("notes"));
  }

  private static Rows source(Stack stack) {
    return sorted(stack.source().query("SELECT id, n, body FROM poisoned.notes"));
  }

  private static Rows quarantine(Stack stack) {
    return stack.lake().table("_tidemark/quarantine");
  }

  private static Rows sorted(Rows rows) {
    return new Rows(
        rows.rows().stream()
            .sorted((one, other) -> one.get("id").compareTo(other.get("id")))
            .toList());
  }

  private static long sum(Rows rows, String column) {
    return rows.rows().stream().mapToLong(row -> number(row, column)).sum();
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.get(column));
  }

  private static void until(
      Stack stack, Running stream, java.util.concurrent.Callable<Boolean> reached) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsMatching(e -> !stack.lake().has("silver/notes")) // not made yet
        .until(
            () -> {
              stream.mustBeAlive();
              return reached.call();
            });
  }
}
