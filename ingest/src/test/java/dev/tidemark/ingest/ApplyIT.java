package dev.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.Finding;
import dev.tidemark.ingest.control.KafkaTopics;
import dev.tidemark.ingest.control.Pause;
import dev.tidemark.ingest.control.TopicState;
import dev.tidemark.ingest.fixture.AvroRecords;
import dev.tidemark.ingest.fixture.Commands;
import dev.tidemark.ingest.fixture.Commands.Answer;
import dev.tidemark.ingest.fixture.Devstack;
import dev.tidemark.ingest.fixture.TopicReader;
import dev.tidemark.ingest.source.SourceConnector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a database and a source of its own, named alike. */
final class ApplyIT {
  private static Devstack devstack;

  @TempDir Path conf;
  private String name;

  @BeforeAll
  static void up(@TempDir Path data) throws IOException {
    devstack = Devstack.up(data.resolve("devstack"));
  }

  @AfterAll
  static void down() throws IOException {
    if (devstack != null) {
      devstack.close();
    }
  }

  @BeforeEach
  void aTableWithTwoRows(TestInfo test) throws IOException {
    name = "it_" + Integer.toHexString(test.getDisplayName().hashCode());
    devstack.sql(
        "CREATE DATABASE " + name,
        "CREATE TABLE %s.items (item_id bigint PRIMARY KEY, `Unit Price` decimal(12,2) NOT NULL)"
            .formatted(name),
        "INSERT INTO %s.items VALUES (1, 1.50), (2, 2.25)".formatted(name));
    write(
        "tidemark.yaml",
        """
        lake: ./lake
        kafka: {bootstrap-servers: "${env:TIDEMARK_KAFKA}"}
        connect: {url: "${env:TIDEMARK_CONNECT}"}
        registry: {url: "${env:TIDEMARK_REGISTRY}"}
        clickhouse: {url: "http://127.0.0.1:8123", database: d, user: u, password: "${env:NONE}"}
        """);
    source("items", "");
    write(
        "datasets/items.yaml",
        "source: %s\ntable: %s.items\nkeys: [item_id]\n".formatted(name, name));
  }

  @Test
  void rowsArriveAsAvroAndTheSecondTimeThereIsNothingToDo() throws IOException {
    Answer first = ingest("apply");
    String columns = Files.readString(conf.resolve(".columns/items.yaml"));
    Answer second = ingest("apply");

    assertThat(first.exit()).as(first.all()).isZero();
    assertThat(first.out())
        .contains("+ topic %s.%s.items: 1 partition, retention 7 d".formatted(name, name))
        .contains("+ connector " + name)
        .endsWith("done\n");
    assertThat(second.out()).isEqualTo("= 6 topics, 1 column file, 1 connector\nnothing to do\n");
    assertThat(second.exit()).isZero();
    assertThat(Files.readString(conf.resolve(".columns/items.yaml")))
        .isEqualTo(columns)
        .contains(
            "{name: unit_price, from: \"Unit Price\", type: \"decimal(12,2)\", source-type: \"decimal(12,2)\", nullable: false}");
    assertThat(ConfLoader.read(conf, devstack.environment()).problems()).isEmpty();

    devstack.sql("UPDATE %s.items SET `Unit Price` = 9.99 WHERE item_id = 2".formatted(name));
    List<GenericRecord> records = avro("items", 3);
    assertThat(records)
        .extracting(record -> record.get("op").toString())
        .containsExactly("r", "r", "u");
    assertThat(((GenericRecord) records.get(2).get("after")).get("item_id")).isEqualTo(2L);
  }

  @Test
  void noSecretIsShownOrStored() throws IOException, InterruptedException {
    Answer answer = ingest("apply");
    Answer status = ingest("status", "--output", "json");

    String password = devstack.variable("SHOP_PASSWORD");
    assertThat(answer.all() + status.all()).doesNotContain(password);
    for (String path :
        List.of(
            "/connectors?expand=info&expand=status",
            "/connectors/%s/config".formatted(name),
            "/connectors/%s/tasks".formatted(name))) {
      assertThat(get(path)).contains(name).doesNotContain(password);
    }
    assertThat(get("/connectors/%s/config".formatted(name))).contains("${env:SHOP_PASSWORD}");
    assertThat(topics().read("_connect_config", 3))
        .noneSatisfy(
            record ->
                assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains(password));
  }

  @Test
  void rowsArriveAsJsonWithTheirSchema() throws IOException {
    source("items", "format: json\npartitions: 2\n");

    Answer answer = ingest("apply");

    assertThat(answer.exit()).as(answer.all()).isZero();
    assertThat(topics().read("%s.%s.items".formatted(name, name), 2))
        .allSatisfy(
            record ->
                assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .startsWith("{\"schema\":")
                    .contains("\"Unit Price\""));
    assertThat(state("%s.%s.items".formatted(name, name)).partitions()).isEqualTo(2);
  }

  @Test
  void aWrongPasswordIsNamedAndNothingIsMade() {
    Environment wrong = devstack.environment("SHOP_PASSWORD", "not-the-password");

    Answer answer = ingest(wrong, "apply");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains("sources/%s.yaml:4: source %s: user from ${env:SHOP_USER}".formatted(name, name))
        .contains(
            "is refused by 127.0.0.1:%s: Access denied".formatted(devstack.variable("SHOP_PORT")))
        .contains("GRANT SELECT, RELOAD")
        .doesNotContain("not-the-password");
    assertThat(describe(name + ".signals")).isEmpty();
  }

  @Test
  void aChangedSettingIsShownThenDone() throws IOException, InterruptedException {
    ingest("apply");
    source("items", "settings: {heartbeat.interval.ms: 2000}\n");
    String line = "~ connector %s: heartbeat.interval.ms 1000 → 2000".formatted(name);

    Answer dry = ingest("apply", "--dry-run");
    String between = get("/connectors/%s/config".formatted(name));
    Answer done = ingest("apply");

    assertThat(dry.out()).isEqualTo(line + "\n= 6 topics, 1 column file\n");
    assertThat(between).contains("\"heartbeat.interval.ms\":\"1000\"");
    assertThat(done.out()).startsWith(line).endsWith("done\n");
    assertThat(get("/connectors/%s/config".formatted(name)))
        .contains("\"heartbeat.interval.ms\":\"2000\"");
    assertThat(ingest("apply").out()).endsWith("nothing to do\n");
  }

  @Test
  void aSettingThatConnectRefusesIsNamedAtItsLine() throws IOException {
    source("items", "settings:\n  heartbeat.interval.ms: often\n");

    Answer answer = ingest("apply");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "sources/%s.yaml:8: source %s: Connect refuses heartbeat.interval.ms: "
                .formatted(name, name));
    assertThat(describe(name + ".signals")).isEmpty();
  }

  @Test
  void aTableAddedToConfIsFollowedFromThenOn() throws IOException {
    ingest("apply");
    avro("items", 2);
    devstack.sql("CREATE TABLE %s.parts (part_id int PRIMARY KEY, made boolean)".formatted(name));
    source("items, parts", "");
    write(
        "datasets/parts.yaml",
        "source: %s\ntable: %s.parts\nkeys: [part_id]\n".formatted(name, name));

    Answer answer = ingest("apply");
    devstack.sql("INSERT INTO %s.parts VALUES (7, true)".formatted(name));

    assertThat(answer.exit()).as(answer.all()).isZero();
    assertThat(answer.out())
        .contains("+ topic %s.%s.parts: 1 partition".formatted(name, name))
        .contains("+ columns parts: 2 columns")
        .contains("table.include.list")
        .contains(
            "! %s.parts is new to a connector that has had its first snapshot".formatted(name));
    assertThat(avro("parts", 1))
        .extracting(record -> record.get("op").toString())
        .containsExactly("c");
  }

  @Test
  void aColumnAddedAtTheSourceIsALineOfTheDiff() throws IOException {
    ingest("apply");
    devstack.sql("ALTER TABLE %s.items ADD COLUMN note varchar(20)".formatted(name));

    assertThat(ingest("apply").out())
        .contains("~ columns items → ")
        .contains("    + {name: note, type: string, source-type: \"varchar(20)\", nullable: true}");
    assertThat(Files.readString(conf.resolve(".columns/items.yaml"))).contains("name: note");
    assertThat(ingest("apply").out()).endsWith("nothing to do\n");
  }

  @Test
  void retentionOfTheHistoryIsRepairedAndPartitionsAreOnlyTold() throws IOException {
    ingest("apply");
    String history = "_schema_history_" + name;
    try (KafkaTopics kafka = kafka()) {
      kafka.alter(history, Map.of("retention.ms", "60000"));
    }
    source("items", "partitions: 3\n");

    Answer answer = ingest("apply");

    assertThat(answer.exit()).isZero();
    assertThat(answer.out())
        .contains("~ topic %s: retention.ms 60000 → -1".formatted(history))
        .contains(
            "! topic %s.%s.items has 1 partition and conf says 3 partitions".formatted(name, name));
    assertThat(state(history).settings()).containsEntry("retention.ms", "-1");
    assertThat(state("%s.%s.items".formatted(name, name)).partitions()).isEqualTo(1);
  }

  @Test
  void aTaskThatFailsIsNamedWithItsCauseAndStartedAgainOnceMended() throws IOException {
    source(
        "items",
        "settings: {value.converter.apicurio.registry.url: \"http://127.0.0.1:1/apis/registry/v2\"}\n");

    Answer failed = ingest("apply");
    Answer status = ingest("status");
    source("items", "");
    Answer mended = ingest("apply");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .contains("Connector %s does not run: task 0 has FAILED: ".formatted(name));
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("source %s: task 0 has FAILED: ".formatted(name));
    assertThat(mended.exit()).as(mended.all()).isZero();
    assertThat(avro("items", 2)).hasSize(2);
  }

  @Test
  void statusTellsWhatIsThere() {
    Answer before = ingest("status");
    ingest("apply");
    Answer after = ingest("status");

    assertThat(before.exit()).isEqualTo(1);
    assertThat(before.out())
        .contains("source %s has no connector; run ingest apply".formatted(name));
    assertThat(after.exit()).as(after.all()).isZero();
    assertThat(after.out()).containsPattern(name + " +mariadb +RUNNING +0 RUNNING +6 of 6 ");
  }

  @Test
  void aTableThatDebeziumCannotReadIsRefused() throws IOException {
    devstack.sql(
        "CREATE TABLE %s.nets (net inet6 PRIMARY KEY, zip varchar(99) COMPRESSED)".formatted(name));
    source("items, nets", "");

    Answer answer = ingest("apply");
    devstack.sql("DROP TABLE %s.nets".formatted(name));

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains("column 'net' of %s.nets is of type inet6, which Debezium".formatted(name))
        .containsPattern(
            "column 'zip' of %s.nets is of type .*COMPRESSED.*, which".formatted(name));
  }

  @Test
  void aCompressedColumnThatNobodyFollowsIsAWarning() {
    devstack.sql("CREATE TABLE %s.zips (id int, zip varchar(99) COMPRESSED)".formatted(name));

    Answer answer = ingest("apply", "--dry-run");
    devstack.sql("DROP TABLE %s.zips".formatted(name));

    assertThat(answer.exit()).as(answer.all()).isZero();
    assertThat(answer.out())
        .contains("! source %s: %s.zips has a COMPRESSED column".formatted(name, name))
        .doesNotContain("information_schema");
  }

  /** MySQL cannot be run here: without a server, the connection is all that Connect can miss. */
  @Test
  void theSettingsForMySqlPassConnectsOwnValidation() throws IOException {
    write(
        "sources/%s.yaml".formatted(name),
        """
        kind: mysql
        host: 127.0.0.1
        port: 1
        user: "${env:SHOP_USER}"
        password: "${env:SHOP_PASSWORD}"
        tables: [%s.items]
        """
            .formatted(name));
    Source source =
        ConfLoader.read(conf, devstack.environment()).conf().orElseThrow().sources().get(name);

    List<Finding> findings =
        connect()
            .validate(
                SourceConnector.settings(
                        source,
                        ConfLoader.read(conf, devstack.environment())
                            .conf()
                            .orElseThrow()
                            .platform())
                    .settings());

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.setting()).isEqualTo("database.hostname");
              assertThat(finding.error()).startsWith("Unable to connect");
            });
  }

  @Test
  void typesArriveAsTheColumnsFileNeedsThem() throws IOException {
    devstack.sql(
        "DROP TABLE %s.items".formatted(name),
        """
        CREATE TABLE %s.items (item_id bigint PRIMARY KEY,
          ti tinyint, bo boolean, su smallint unsigned, iu int unsigned, bu bigint unsigned,
          de decimal(12,2), fl float, fm float(7,2), do double, b1 bit(1), b9 bit(9), en enum('a'),
          js json, bi binary(2), da date, d0 datetime, d6 datetime(6), ts timestamp(6) NULL,
          tm time(6), ye year, po point, uu uuid)"""
            .formatted(name),
        "INSERT INTO %s.items (item_id) VALUES (1)".formatted(name));

    ingest("apply");

    Schema row = avro("items", 1).get(0).getSchema().getField("after").schema().getTypes().get(1);
    Map<String, String> types = new TreeMap<>();
    row.getFields().forEach(field -> types.put(field.name(), delivered(field.schema())));
    assertThat(types)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("item_id", "long"),
                Map.entry("ti", "int"),
                Map.entry("bo", "int"),
                Map.entry("su", "int"),
                Map.entry("iu", "long"),
                Map.entry("bu", "bytes decimal(20,0)"),
                Map.entry("de", "bytes decimal(12,2)"),
                Map.entry("fl", "float"),
                Map.entry("fm", "double"),
                Map.entry("do", "double"),
                Map.entry("b1", "boolean"),
                Map.entry("b9", "bytes io.debezium.data.Bits"),
                Map.entry("en", "string io.debezium.data.Enum"),
                Map.entry("js", "string"),
                Map.entry("bi", "bytes"),
                Map.entry("da", "int io.debezium.time.Date"),
                Map.entry("d0", "long io.debezium.time.Timestamp"),
                Map.entry("d6", "long io.debezium.time.MicroTimestamp"),
                Map.entry("ts", "string io.debezium.time.ZonedTimestamp"),
                Map.entry("tm", "long io.debezium.time.MicroTime"),
                Map.entry("ye", "int io.debezium.time.Year"),
                Map.entry("po", "record io.debezium.data.geometry.Point"),
                Map.entry("uu", "string io.debezium.data.Uuid")));
  }

  private static String delivered(Schema schema) {
    Schema type = schema.isUnion() ? schema.getTypes().get(1) : schema;
    String kind = type.getType().getName();
    if (type.getLogicalType() != null) {
      return "%s decimal(%s,%s)"
          .formatted(kind, type.getObjectProp("precision"), type.getObjectProp("scale"));
    }
    String name = type.getProp("connect.name");
    return name == null ? kind : kind + " " + name;
  }

  private Answer ingest(String... arguments) {
    return ingest(devstack.environment(), arguments);
  }

  private Answer ingest(Environment environment, String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--conf";
    all[arguments.length + 1] = conf.toString();
    return Commands.run(() -> IngestCommand.commandLine(environment), all);
  }

  private void source(String tables, String more) throws IOException {
    List<String> full = List.of(tables.split(", ", -1)).stream().map(t -> name + "." + t).toList();
    write(
        "sources/%s.yaml".formatted(name),
        """
        kind: mariadb
        host: "${env:SHOP_HOST}"
        port: "${env:SHOP_PORT}"
        user: "${env:SHOP_USER}"
        password: "${env:SHOP_PASSWORD}"
        tables: [%s]
        %s"""
            .formatted(String.join(", ", full), more));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(conf.resolve(file).getParent());
    Files.writeString(conf.resolve(file), text);
  }

  private List<GenericRecord> avro(String table, int atLeast) {
    AvroRecords avro = new AvroRecords(devstack.variable("TIDEMARK_REGISTRY"));
    return topics().read("%s.%s.%s".formatted(name, name, table), atLeast).stream()
        .map(record -> avro.decode(record.value()))
        .toList();
  }

  private static TopicReader topics() {
    return new TopicReader(devstack.variable("TIDEMARK_KAFKA"));
  }

  private static KafkaTopics kafka() {
    return KafkaTopics.at(devstack.variable("TIDEMARK_KAFKA"), Duration.ofSeconds(10));
  }

  private static Map<String, TopicState> describe(String topic) {
    try (KafkaTopics kafka = kafka()) {
      return kafka.describe(List.of(topic));
    }
  }

  private static TopicState state(String topic) {
    return describe(topic).get(topic);
  }

  private static ConnectClient connect() {
    return new ConnectClient(
        URI.create(devstack.variable("TIDEMARK_CONNECT")),
        Duration.ofSeconds(60),
        Pause.sleeping());
  }

  private static String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(devstack.variable("TIDEMARK_CONNECT") + path))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
