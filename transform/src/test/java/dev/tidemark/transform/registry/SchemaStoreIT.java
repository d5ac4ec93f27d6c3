package dev.tidemark.transform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.TransactionId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaStoreIT {
  private static final String A = record("A");
  private static final String B = record("B");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(300), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofHours(1));

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicLong transactions = new AtomicLong();
  private RegistryServer registry;

  @BeforeEach
  void start() throws IOException {
    registry = new RegistryServer();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void fetchesWhatTheLakeHasNotAndCommitsIt() throws InterruptedException {
    registry.put(1, A);
    registry.put(2, B);
    SchemaStore store = store(Optional.of(registry.uri()));

    store.ensure(List.of(2, 1, 2));

    assertThat(store.byId(1)).contains(new Schema.Parser().parse(A));
    assertThat(store.byId(2)).contains(new Schema.Parser().parse(B));
    assertThat(registry.asked())
        .containsExactly("/apis/ccompat/v7/schemas/ids/1", "/apis/ccompat/v7/schemas/ids/2");
    Row first = rows().get(0);
    assertThat(first.<String>getAs("registry")).isEqualTo(registry.uri().toString());
    assertThat(first.<Integer>getAs("id")).isEqualTo(1);
    assertThat(first.<String>getAs("fingerprint")).matches("[0-9a-f]{64}");
    assertThat(first.<String>getAs("text")).isEqualTo(A);
    assertThat(first.<Instant>getAs("seen_at")).isEqualTo(START);
  }

  @Test
  void decodesFromTheLakeWhenTheRegistryIsGone() throws InterruptedException {
    registry.put(1, A);
    store(Optional.of(registry.uri())).ensure(List.of(1));
    registry.down();

    SchemaStore later = store(Optional.of(registry.uri()));
    later.ensure(List.of(1));

    assertThat(later.byId(1)).isPresent();
    assertThat(store(Optional.empty()).byId(1)).isPresent();
    assertThat(rows()).hasSize(1);
  }

  @Test
  void waitsWhileTheRegistryIsDown() throws IOException {
    registry.put(1, A);
    SchemaStore store = store(Optional.of(registry.uri()));
    registry.down();

    CompletableFuture<Void> waiting = inBackground(store);
    await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
    assertThat(store.byId(1)).isEmpty();
    registry.up();

    await().untilAsserted(() -> assertThat(waiting).isCompleted());
    assertThat(store.byId(1)).isPresent();
  }

  @Test
  void waitsWhileTheRegistryIsIllOrTooSlow() {
    registry.put(1, A);
    registry.status(503);
    SchemaStore store = store(Optional.of(registry.uri()));

    CompletableFuture<Void> waiting = inBackground(store);
    await().until(() -> registry.asked().size() > 2);
    registry.delay(Duration.ofSeconds(2));
    registry.status(200);
    await().during(Duration.ofMillis(500)).until(() -> !waiting.isDone());
    registry.delay(Duration.ZERO);

    await().untilAsserted(() -> assertThat(waiting).isCompleted());
    assertThat(store.byId(1)).isPresent();
  }

  @Test
  void stopsWaitingWhenInterrupted() throws InterruptedException {
    SchemaStore store = store(Optional.of(registry.uri()));
    registry.down();
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                store.ensure(List.of(1));
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    waiting.start();

    waiting.interrupt();
    waiting.join(5_000);

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void leavesAnIdUnknownThatTheRegistryDoesNotKnowAndAsksAgainLater() throws InterruptedException {
    SchemaStore store = store(Optional.of(registry.uri()));

    store.ensure(List.of(7));
    store.ensure(List.of(7));
    assertThat(store.byId(7)).isEmpty();
    assertThat(registry.asked()).hasSize(1);
    registry.put(7, A);
    now.set(START.plus(SHORT.recheck()).minusMillis(1));
    store.ensure(List.of(7));
    assertThat(registry.asked()).hasSize(1);
    now.set(START.plus(SHORT.recheck()));
    store.ensure(List.of(7));

    assertThat(store.byId(7)).isPresent();
  }

  @Test
  void leavesAnIdUnknownWhoseSchemaIsNotAvro() throws InterruptedException {
    registry.put(3, "message Protobuf {}");
    SchemaStore store = store(Optional.of(registry.uri()));

    store.ensure(List.of(3));

    assertThat(store.byId(3)).isEmpty();
    assertThat(rows()).isEmpty();
  }

  @Test
  void stopsWhenAnIdComesBackAsAnotherSchema() throws InterruptedException {
    registry.put(1, A);
    store(Optional.of(registry.uri())).ensure(List.of(1));
    registry.put(1, B);

    assertThatThrownBy(() -> store(Optional.of(registry.uri())).ensure(List.of(1)))
        .isInstanceOf(SchemaChangedException.class)
        .hasMessageContaining("Schema id 1 of " + registry.uri() + " is 'test.B' (fingerprint ")
        .hasMessageContaining("but was 'test.A' (fingerprint ")
        .hasMessageEndingWith(
            "Put the registry's store back, or register the schemas of _tidemark/schemas there again under their ids.");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void noticesAChangedSchemaWhileItRuns() throws InterruptedException {
    registry.put(1, A);
    SchemaStore store = store(Optional.of(registry.uri()));
    store.ensure(List.of(1));
    registry.put(1, B);
    store.ensure(List.of(1));
    now.set(START.plus(SHORT.recheck()));

    assertThatThrownBy(() -> store.ensure(List.of(1))).isInstanceOf(SchemaChangedException.class);
  }

  @Test
  void takesWhiteSpaceForTheSameSchema() throws InterruptedException {
    registry.put(1, A);
    store(Optional.of(registry.uri())).ensure(List.of(1));
    registry.put(1, A.replace(":", " :\n "));

    store(Optional.of(registry.uri())).ensure(List.of(1));

    assertThat(rows()).hasSize(1);
  }

  @Test
  void addsBesideAnotherLaneThatSawTheSameSchemas() throws InterruptedException {
    registry.put(1, A);
    registry.put(2, B);
    SchemaStore one = store(Optional.of(registry.uri()));
    SchemaTable other = new SchemaTable(TestSpark.session(), new Lake(folder.toString()));
    one.ensure(List.of(1));

    other.add(
        "r", List.of(StoredSchema.of(1, A), StoredSchema.of(2, B)), fence("tidemark:two"), START);
    one.ensure(List.of(2));

    assertThat(one.byId(2)).isPresent();
    assertThat(rows()).extracting(row -> row.<Integer>getAs("id")).containsExactly(1, 2);
  }

  @Test
  void readsTheIdBehindTheZeroByte() {
    assertThat(WriterSchemas.idOf(new byte[] {0, 0, 0, 1, 2})).hasValue(258);
    assertThat(WriterSchemas.idOf(new byte[] {0, (byte) 0x7f, -1, -1, -1, 9}))
        .hasValue(Integer.MAX_VALUE);
    assertThat(WriterSchemas.idOf(new byte[] {0, 0, 0, 1})).isEmpty();
    assertThat(WriterSchemas.idOf(new byte[] {1, 0, 0, 0, 1})).isEmpty();
    assertThat(WriterSchemas.idOf(null)).isEmpty();
  }

  private SchemaStore store(Optional<URI> uri) {
    SchemaTable table = new SchemaTable(TestSpark.session(), new Lake(folder.toString()));
    return new SchemaStore(table, uri, SHORT, fence("tidemark:main"), clock());
  }

  private Fence fence(String application) {
    return () -> new TransactionId(application, transactions.incrementAndGet());
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private CompletableFuture<Void> inBackground(SchemaStore store) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            store.ensure(List.of(1));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private List<Row> rows() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(folder + "/_tidemark/schemas")
        .orderBy("id")
        .collectAsList();
  }

  private static String record(String name) {
    return "{\"type\":\"record\",\"name\":\"%s\",\"namespace\":\"test\",\"fields\":[]}"
        .formatted(name);
  }
}
