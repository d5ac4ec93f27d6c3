package dev.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.fixture.Commands;
import dev.tidemark.ingest.fixture.Commands.Answer;
import dev.tidemark.ingest.fixture.Devstack;
import dev.tidemark.ingest.fixture.TopicReader;
import dev.tidemark.ingest.signal.SnapshotOutcome;
import dev.tidemark.ingest.signal.SourceSignals;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each test has a database and a source of its own, named alike, in a real Postgres. */
@Tag("full")
final class PostgresIT {
  private static Devstack devstack;

  @TempDir Path conf;
  private String name;

  @BeforeAll
  static void up(@TempDir Path data) throws IOException {
    devstack = Devstack.upWithPostgres(data.resolve("devstack"));
  }

  @AfterAll
  static void down() throws IOException {
    if (devstack != null) {
      devstack.close();
    }
  }

  @BeforeEach
  void aDatabaseWithATableOfTwoRows(TestInfo test) throws IOException {
    name = "it_" + Integer.toHexString(test.getDisplayName().hashCode());
    devstack.postgres("postgres", "CREATE DATABASE " + name);
    sql(
        "CREATE TABLE items (item_id bigint PRIMARY KEY, \"Unit Price\" numeric(12,2) NOT NULL, at timestamptz)",
        "INSERT INTO items VALUES (1, 1.50, '2026-03-01 10:00+00'), (2, 2.25, '2026-03-02 10:00+00')");
    write(
        "tidemark.yaml",
        """
        lake: ./lake
        kafka: {bootstrap-servers: "${env:TIDEMARK_KAFKA}"}
        connect: {url: "${env:TIDEMARK_CONNECT}"}
        clickhouse: {url: "http://127.0.0.1:8123", database: d, user: u, password: "${env:NONE}"}
        """);
    source("public.items", "");
    write(
        "datasets/items.yaml",
        "source: %s\ntable: public.items\nkeys: [item_id]\n".formatted(name));
  }

  @Test
  void rowsArriveAndTheSecondTimeThereIsNothingToDo() throws IOException {
    prepare("items");

    Answer first = ingest("apply");
    Answer second = ingest("apply");
    sql(
        "UPDATE items SET \"Unit Price\" = 9.99 WHERE item_id = 2",
        "DELETE FROM items WHERE item_id = 1");
    List<JsonNode> changes = changes("items", 4);

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out()).contains("+ connector %s: postgres at ".formatted(name));
    assertThat(second.out()).contains("= 4 topics, 1 column file, 1 connector\n");
    assertThat(second.out()).endsWith("nothing to do\n");
    assertThat(Files.readString(conf.resolve(".columns/items.yaml")))
        .contains(
            "{name: unit_price, from: \"Unit Price\", type: \"decimal(12,2)\", source-type: \"numeric(12,2)\", nullable: false}");
    assertThat(changes)
        .extracting(change -> change.path("op").asText())
        .containsExactly("r", "r", "u", "d");
    assertThat(changes.get(3).at("/before/at").asText()).isEqualTo("2026-03-01T10:00:00.000000Z");
  }

  @Test
  void everythingThatIsMissingIsToldAtOnceWithTheSqlThatMendsIt() throws IOException {
    String reader = devstack.variable("POSTGRES_USER");
    sql("CREATE TABLE keyless (n int)", "CREATE TABLE lists (id int PRIMARY KEY, names text[])");
    sql("CREATE VIEW seen AS SELECT 1 AS n");
    source("public.items, public.keyless, public.lists, public.seen, public.itms", "");
    devstack.postgres("postgres", "ALTER ROLE %s NOREPLICATION".formatted(reader));

    Answer missing = ingest("apply", "--dry-run");
    devstack.postgres("postgres", "ALTER ROLE %s REPLICATION".formatted(reader));

    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err())
        .contains(
            "may not read the log; as superuser: ALTER ROLE \"%s\" REPLICATION".formatted(reader),
            "has no publication tidemark_" + name,
            "CREATE PUBLICATION \"tidemark_%s\" FOR TABLE \"public\".\"items\", \"public\".\"keyless\""
                .formatted(name),
            "GRANT SELECT ON \"public\".\"items\" TO \"%s\"".formatted(reader),
            "public.keyless has no replica identity",
            "ALTER TABLE \"public\".\"lists\" REPLICA IDENTITY FULL",
            "public.seen is a view",
            "no table public.itms in database %s; did you mean 'public.items'?".formatted(name))
        .doesNotContain(devstack.variable("POSTGRES_PASSWORD"));
  }

  @Test
  void aPublicationThatWouldLoseChangesIsRefused() throws IOException {
    prepare("items");
    sql(
        "DROP PUBLICATION tidemark_" + name,
        "CREATE TABLE other (id int)",
        "CREATE PUBLICATION tidemark_%s FOR TABLE other WITH (publish = 'insert')".formatted(name));

    Answer answer = ingest("apply");
    sql(
        "ALTER PUBLICATION tidemark_%s ADD TABLE public.items".formatted(name),
        "ALTER PUBLICATION tidemark_%s SET (publish = 'insert, update, delete, truncate')"
            .formatted(name));

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "ALTER PUBLICATION \"tidemark_%s\" ADD TABLE \"public\".\"items\"".formatted(name),
            "ALTER PUBLICATION \"tidemark_%s\" SET (publish = 'insert, update, delete, truncate')"
                .formatted(name));
    Answer mended = ingest("apply");
    assertThat(mended.exit()).as(mended.all()).isZero();
  }

  @Test
  void aWrongPasswordOrDatabaseIsTold() throws IOException {
    Answer password =
        ingest(
            () -> IngestCommand.commandLine(devstack.environment("POSTGRES_PASSWORD", "wrong")),
            "apply");
    source("public.items", "");
    write(
        "sources/%s.yaml".formatted(name),
        Files.readString(conf.resolve("sources/%s.yaml".formatted(name)))
            .replace("database: " + name, "database: nowhere"));
    Answer database = ingest("apply");

    assertThat(password.exit()).isEqualTo(2);
    assertThat(password.err()).contains(".yaml:5: ", "password authentication failed", "pg_hba");
    assertThat(database.exit()).isEqualTo(2);
    assertThat(database.err()).contains(".yaml:4: ", "database \"nowhere\" does not exist");
  }

  @Test
  void theSlotOfAnIdleDatabaseMovesOn() throws IOException {
    prepare("items");
    ingest("apply");
    changes("items", 2);
    String begin = slot("confirmed_flush_lsn::text").orElseThrow();

    devstack.postgres(
        "postgres", "CREATE TABLE IF NOT EXISTS noise AS SELECT generate_series(1, 1000) AS n");
    String noise = devstack.postgres("postgres", "SELECT pg_current_wal_lsn()::text").orElseThrow();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> slot("confirmed_flush_lsn >= '%s'".formatted(noise)).orElseThrow().equals("t"));
    assertThat(slot("confirmed_flush_lsn > '%s'".formatted(begin))).contains("t");
  }

  @Test
  void rowsAreEmittedAgainByASignalThoughTheDatabaseIsIdle() throws IOException {
    prepare("items");
    ingest("apply");
    changes("items", 2);
    Conf read = ConfLoader.read(conf, devstack.environment()).conf().orElseThrow();

    SnapshotOutcome outcome;
    try (SourceSignals signals =
        SourceSignals.open(
            read.platform(), (DatabaseSource) read.sources().get(name), Clock.systemUTC())) {
      outcome = signals.snapshot(name, "public.items", "\"at\" >= to_timestamp(1772409600)");
    }

    assertThat(outcome).isEqualTo(new SnapshotOutcome.Emitted(1));
    JsonNode again = changes("items", 3).get(2);
    assertThat(again.path("op").asText()).isEqualTo("r");
    assertThat(again.at("/source/snapshot").asText()).isEqualTo("incremental");
    assertThat(again.at("/after/item_id").asLong()).isEqualTo(2);
  }

  @Test
  void aSlotThatVanishedStopsTheSourceAndSaysWhatToDo() throws IOException {
    prepare("items");
    ingest("apply");
    changes("items", 2);
    request("PUT", "stop");
    await().until(() -> slot("active").orElseThrow().equals("f"));
    sql("SELECT pg_drop_replication_slot('tidemark_%s')".formatted(name));
    sql("INSERT INTO items VALUES (3, 3, now())");
    request("PUT", "resume");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> connect().status(name).orElseThrow().hasFailed());
    Answer status = ingest("status");
    Answer apply = ingest("apply");
    Answer removed = ingest("remove", name, "--yes");
    Answer again = ingest("apply");

    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out())
        .contains(
            "slot tidemark_%s is gone from the server, and connector %s had read from it"
                .formatted(name, name))
        .contains("run ingest remove %s, then ingest apply".formatted(name));
    assertThat(apply.exit()).isEqualTo(2);
    assertThat(apply.err()).contains("slot tidemark_%s is gone".formatted(name));
    assertThat(removed.exit()).as(removed.all()).isZero();
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(changes("items", 5))
        .extracting(change -> change.at("/after/item_id").asLong())
        .containsExactly(1L, 2L, 1L, 2L, 3L);
    assertThat(ingest("status").out()).doesNotContain("is gone");
  }

  @Test
  void aSlotMadeAnewByHandIsNotTakenForTheOldOne() throws IOException {
    prepare("items");
    ingest("apply");
    changes("items", 2);
    request("PUT", "stop");
    await().until(() -> slot("active").orElseThrow().equals("f"));
    sql(
        "SELECT pg_drop_replication_slot('tidemark_%s')".formatted(name),
        "INSERT INTO items VALUES (3, 3, now())",
        "SELECT pg_create_logical_replication_slot('tidemark_%s', 'pgoutput')".formatted(name));
    request("PUT", "resume");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> connect().status(name).orElseThrow().hasFailed());
    assertThat(ingest("status").out()).contains("changes are missing. Run ingest remove");
  }

  @Test
  void removeAsksAndDropsTheSlot() throws IOException {
    prepare("items");
    ingest("apply");
    changes("items", 2);

    Answer no = ingest(answering(""), "remove", name);
    Answer half = ingest(answering("y\nn\n"), "remove", name);
    Answer all = ingest(answering("yes\n"), "remove", name);
    Answer again = ingest("remove", name);

    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.out()).contains("connector %s is left as it is".formatted(name));
    assertThat(half.exit()).isEqualTo(1);
    assertThat(half.out())
        .contains("removed connector " + name)
        .contains("SELECT pg_drop_replication_slot('tidemark_%s')".formatted(name));
    assertThat(all.exit()).as(all.all()).isZero();
    assertThat(all.out())
        .contains("there is no connector " + name, "dropped slot tidemark_" + name, "what stays: ");
    assertThat(slot("slot_name")).isEmpty();
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(changes("items", 2)).hasSize(2);
  }

  /** What the owner of the tables has to do. */
  private void prepare(String table) {
    String reader = devstack.variable("POSTGRES_USER");
    sql(
        "ALTER TABLE %s REPLICA IDENTITY FULL".formatted(table),
        "GRANT SELECT ON %s TO %s".formatted(table, reader),
        "CREATE PUBLICATION tidemark_%s FOR TABLE %s".formatted(name, table));
  }

  private Optional<String> sql(String... statements) {
    return devstack.postgres(name, statements);
  }

  private Optional<String> slot(String column) {
    return sql(
        "SELECT %s FROM pg_replication_slots WHERE slot_name = 'tidemark_%s'"
            .formatted(column, name));
  }

  private Answer ingest(String... arguments) {
    return ingest(() -> IngestCommand.commandLine(devstack.environment()), arguments);
  }

  private Supplier<CommandLine> answering(String text) {
    return () -> IngestCommand.commandLine(devstack.environment(), new StringReader(text));
  }

  private Answer ingest(Supplier<CommandLine> line, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--conf", conf.toString()));
    return Commands.run(line, all.toArray(String[]::new));
  }

  private List<JsonNode> changes(String table, int atLeast) {
    return new TopicReader(devstack.variable("TIDEMARK_KAFKA"))
        .read("%s.public.%s".formatted(name, table), atLeast).stream()
            .map(record -> payload(record.value()))
            .toList();
  }

  private static JsonNode payload(byte[] record) {
    try {
      return new ObjectMapper().readTree(record).path("payload");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConnectClient connect() {
    return new ConnectClient(
        URI.create(devstack.variable("TIDEMARK_CONNECT")),
        Duration.ofSeconds(60),
        Pause.sleeping());
  }

  private void request(String method, String word) {
    URI uri =
        URI.create(
            "%s/connectors/%s/%s".formatted(devstack.variable("TIDEMARK_CONNECT"), name, word));
    try {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(uri)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void source(String tables, String more) throws IOException {
    write(
        "sources/%s.yaml".formatted(name),
        """
        kind: postgres
        host: "${env:POSTGRES_HOST}"
        port: "${env:POSTGRES_PORT}"
        database: %s
        user: "${env:POSTGRES_USER}"
        password: "${env:POSTGRES_PASSWORD}"
        tables: [%s]
        %s"""
            .formatted(name, tables, more));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(conf.resolve(file).getParent());
    Files.writeString(conf.resolve(file), text);
  }
}
