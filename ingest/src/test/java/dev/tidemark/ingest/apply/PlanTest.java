package dev.tidemark.ingest.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.apply.ConnectorChanges.Present;
import dev.tidemark.ingest.columns.SourceColumn;
import dev.tidemark.ingest.columns.SourceSchema;
import dev.tidemark.ingest.columns.SourceTable;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.control.TopicSpec;
import dev.tidemark.ingest.control.TopicState;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.fixture.ConfFolder;
import dev.tidemark.ingest.source.SourceConnector;
import dev.tidemark.ingest.source.SourceTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTest {
  private static final ConnectorStatus RUNNING = status("RUNNING", "RUNNING", "");

  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void oneSource() {
    conf = new ConfFolder(root);
  }

  @Test
  void madeFromNothingItShowsEverythingTopicsFirst() {
    assertThat(plan(Map.of(), new Present(Optional.empty(), Optional.empty())).lines())
        .containsExactly(
            "+ topic shop.shop.orders: 1 partition, retention 7 d",
            "+ topic shop.shop.order_lines: 1 partition, retention 7 d",
            "+ topic __debezium-heartbeat.shop: 1 partition, retention 1 d",
            "+ topic shop: 1 partition, retention for ever",
            "+ topic _schema_history_shop: 1 partition, retention for ever",
            "+ topic shop.signals: 1 partition, retention 7 d",
            "+ topic shop.notifications: 1 partition, retention 7 d",
            "+ columns orders: 1 column → %s/.columns/orders.yaml".formatted(root),
            "+ connector shop: mariadb at 10.0.0.7:3307, 2 tables, avro, 59 settings");
  }

  @Test
  void whatWasAppliedLeavesNothingToDo() {
    Plan first = plan(Map.of(), new Present(Optional.empty(), Optional.empty()));
    first.changes().forEach(this::write);

    Plan second = plan(asMade(), new Present(Optional.of(settings()), Optional.of(RUNNING)));

    assertThat(second.isEmpty()).isTrue();
    assertThat(second.lines()).containsExactly("= 7 topics, 1 column file, 1 connector");
  }

  @Test
  void aChangedSettingIsOneLineAndNoSecretIsShown() {
    Map<String, String> before = new TreeMap<>(settings());
    before.put("heartbeat.interval.ms", "5000");
    before.put("database.password", "hunter2");
    before.put("left.over", "x");
    before.remove("read.only");

    assertThat(
            plan(asMade(), new Present(Optional.of(before), Optional.of(RUNNING))).lines().stream()
                .filter(line -> line.contains("connector")))
        .containsExactly(
            "~ connector shop: database.password *** → ${env:SHOP_PASSWORD}",
            "~ connector shop: heartbeat.interval.ms 5000 → 1000",
            "~ connector shop: left.over x → (none)",
            "~ connector shop: read.only (none) → true");
  }

  @Test
  void aTableThatComesLaterIsToldToLackItsPast() {
    Map<String, String> before = new TreeMap<>(settings());
    before.put("table.include.list", "shop\\.orders");

    assertThat(plan(asMade(), new Present(Optional.of(before), Optional.of(RUNNING))).warnings())
        .containsExactly(
            "shop.order_lines is new to a connector that has had its first snapshot: changes are followed from now on, rows from before are not read until an incremental snapshot asks for them (topic shop.signals)");
  }

  @Test
  void theSchemaHistorysRetentionIsSetRight() {
    Map<String, TopicState> topics = asMade();
    topics.put(
        "_schema_history_shop",
        new TopicState(
            "_schema_history_shop",
            1,
            Map.of(
                "retention.ms", "604800000", "retention.bytes", "-1", "cleanup.policy", "delete")));

    Plan plan = plan(topics, new Present(Optional.of(settings()), Optional.of(RUNNING)));

    assertThat(plan.lines()).contains("~ topic _schema_history_shop: retention.ms 604800000 → -1");
  }

  @Test
  void otherRetentionsAreLeftToWhoeverSetThem() {
    Map<String, TopicState> topics = asMade();
    topics.put(
        "shop.shop.orders", new TopicState("shop.shop.orders", 1, Map.of("retention.ms", "1")));

    assertThat(plan(topics, new Present(Optional.of(settings()), Optional.of(RUNNING))).lines())
        .contains("= 7 topics, 1 connector");
  }

  @Test
  void aTopicThatTakesSmallRecordsOnlyIsRaisedAndALargerOneIsLeft() {
    Map<String, TopicState> topics = asMade();
    topics.put(
        "shop.shop.orders",
        new TopicState("shop.shop.orders", 1, Map.of("max.message.bytes", "1048588")));
    topics.put(
        "shop.shop.order_lines",
        new TopicState("shop.shop.order_lines", 1, Map.of("max.message.bytes", "99999999")));

    Plan plan = plan(topics, new Present(Optional.of(settings()), Optional.of(RUNNING)));

    assertThat(plan.changes())
        .filteredOn(Change.AlterTopic.class::isInstance)
        .containsExactly(
            new Change.AlterTopic(
                "shop.shop.orders",
                Map.of("max.message.bytes", "1048588"),
                Map.of("max.message.bytes", "33619968")));
  }

  @Test
  void partitionsAreNeverChangedButTold() {
    Map<String, TopicState> topics = asMade();
    topics.put("shop.shop.orders", new TopicState("shop.shop.orders", 3, Map.of()));

    Plan plan = plan(topics, new Present(Optional.of(settings()), Optional.of(RUNNING)));

    assertThat(plan.changes()).noneMatch(change -> change.lines().toString().contains("topic"));
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .startsWith("topic shop.shop.orders has 3 partitions and conf says 1 partition")
        .endsWith(
            "pause the connector, let the stream drain, alter the topic, raise its epoch by 1");
  }

  @Test
  void whatHasFailedIsStartedAgainWithoutTellingThePassword() {
    Plan plan =
        plan(
            asMade(),
            new Present(
                Optional.of(settings()),
                Optional.of(status("RUNNING", "FAILED", "a.B: no " + ConfFolder.PASSWORD))));

    assertThat(plan.lines())
        .contains("~ connector shop: restart, for it has failed: task 0 has FAILED: no ***");
    assertThat(plan.touchedConnectors()).containsExactly("shop");
  }

  @Test
  void whatSomebodyPausedIsLeftAlone() {
    Plan plan =
        plan(
            asMade(),
            new Present(Optional.of(settings()), Optional.of(status("PAUSED", "PAUSED", ""))));

    assertThat(plan.running()).isEmpty();
    assertThat(plan.lines()).contains("= 7 topics, 1 connector");
    assertThat(plan.warnings())
        .containsExactly(
            "connector shop is PAUSED; somebody wanted that, so it is left alone: resume it when it may go on");
  }

  @Test
  void aColumnThatComesIsALineOfTheDiff() {
    conf.file(
        ".columns/orders.yaml",
        """
        table: shop.orders
        columns:
          - {name: old, type: int}
        """);

    assertThat(plan(asMade(), new Present(Optional.of(settings()), Optional.of(RUNNING))).lines())
        .containsExactly(
            "~ columns orders → %s/.columns/orders.yaml".formatted(root),
            "    - {name: old, type: int}",
            "    + {name: order_id, type: bigint, source-type: \"bigint(20)\", nullable: false}",
            "= 7 topics, 1 connector");
  }

  @Test
  void aNullThatWouldArriveAsADefaultIsAWarningInAvroOnly() {
    SourceColumn state =
        new SourceColumn(
            "state", new SourceColumn.Type("int", "int(11)", 10, 0), true, Optional.of("7"));
    Present none = new Present(Optional.empty(), Optional.empty());

    assertThat(plan(Map.of(), none, Optional.of(state)).warnings())
        .singleElement()
        .asString()
        .startsWith("dataset orders: column 'state' of shop.orders may be NULL and has");

    conf.source("mariadb", "format: json\n");
    assertThat(plan(Map.of(), none, Optional.of(state)).warnings()).isEmpty();
  }

  private Plan plan(Map<String, TopicState> topics, Present connector) {
    return plan(topics, connector, Optional.empty());
  }

  private Plan plan(
      Map<String, TopicState> topics, Present connector, Optional<SourceColumn> more) {
    Source source = conf.source();
    PlanDraft draft = new PlanDraft();
    ConnectorChanges.plan(
        source, settings(), connector, Redaction.of(source, ConfFolder.environment()), draft);
    new ColumnChanges(conf.conf()).plan("shop", schema(more), draft);
    TopicChanges.plan(source, topics, draft);
    return draft.finished();
  }

  private static SourceSchema schema(Optional<SourceColumn> more) {
    SourceColumn id =
        new SourceColumn(
            "order_id",
            new SourceColumn.Type("bigint", "bigint(20)", 19, 0),
            false,
            Optional.empty());
    List<SourceColumn> columns = Stream.concat(Stream.of(id), more.stream()).toList();
    SourceTable orders = new SourceTable("shop.orders", columns, List.of("order_id"));
    return new SourceSchema(Map.of("shop.orders", orders), List.of(), List.of());
  }

  private Map<String, String> settings() {
    return SourceConnector.settings(conf.source(), conf.platform()).settings();
  }

  private Map<String, TopicState> asMade() {
    Map<String, TopicState> topics = new TreeMap<>();
    for (TopicSpec topic : SourceTopics.of(conf.source())) {
      topics.put(topic.name(), new TopicState(topic.name(), topic.partitions(), topic.settings()));
    }
    return topics;
  }

  private void write(Change change) {
    if (change instanceof Change.MakeColumns columns) {
      conf.file(root.relativize(columns.file()).toString(), columns.text());
    }
  }

  private static ConnectorStatus status(String connector, String task, String trace) {
    return new ConnectorStatus(
        connector,
        Optional.empty(),
        List.of(new ConnectorStatus.Task(0, task, "w", Optional.of(trace))));
  }
}
