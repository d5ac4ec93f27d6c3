package dev.tidemark.ingest.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.connector.Draft;
import dev.tidemark.ingest.control.TopicSpec;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTopicsTest {
  @TempDir Path root;

  @Test
  void everyTopicHasItsPartitionsAndRetention() {
    ConfFolder conf = new ConfFolder(root).source("mariadb", "partitions: 4\n");

    List<TopicSpec> topics = new DatabaseTopics(conf.source()).all();

    assertThat(topics)
        .extracting(TopicSpec::toString)
        .containsExactly(
            "shop.shop.orders: 4 partitions, retention 7 d",
            "shop.shop.order_lines: 4 partitions, retention 7 d",
            "__debezium-heartbeat.shop: 1 partition, retention 1 d",
            "shop: 1 partition, retention for ever",
            "_schema_history_shop: 1 partition, retention for ever",
            "shop.signals: 1 partition, retention 7 d",
            "shop.notifications: 1 partition, retention 7 d");
    assertThat(topics)
        .allSatisfy(t -> assertThat(t.settings()).containsEntry("cleanup.policy", "delete"));
  }

  @Test
  void postgresHasNoDdlInItsLogAndNoTopicsForIt() {
    ConfFolder conf = new ConfFolder(root).source("postgres", "database: tills\n");

    assertThat(new DatabaseTopics(conf.source()).all())
        .extracting(TopicSpec::name)
        .containsExactly(
            "shop.shop.orders",
            "shop.shop.order_lines",
            "__debezium-heartbeat.shop",
            "shop.signals",
            "shop.notifications");
  }

  @Test
  void tablesTakeRecordsThatTheConnectorIsSetToSend() {
    ConfFolder conf = new ConfFolder(root);
    TopicSpec table = new DatabaseTopics(conf.source()).all().get(0);

    int taken = Integer.parseInt(table.settings().get("max.message.bytes"));
    assertThat(taken).isGreaterThan(Draft.LARGEST_RECORD);
    assertThat(Draft.LARGEST_RECORD).isGreaterThanOrEqualTo(3 * 10 * 1024 * 1024);
  }

  @Test
  void theSchemaHistoryIsKeptWhateverItsSize() {
    TopicSpec history =
        new DatabaseTopics(new ConfFolder(root).source())
            .all().stream()
                .filter(t -> t.name().equals("_schema_history_shop"))
                .findFirst()
                .orElseThrow();

    assertThat(history.settings())
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1");
  }
}
