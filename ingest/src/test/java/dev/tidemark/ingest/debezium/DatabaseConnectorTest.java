package dev.tidemark.ingest.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseConnectorTest {
  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void oneSource() {
    conf = new ConfFolder(root);
  }

  /** The golden files are the whole contract with Debezium and the converters. */
  @ParameterizedTest
  @CsvSource({
    "mariadb,avro",
    "mariadb,json",
    "mysql,avro",
    "mysql,json",
    "postgres,avro",
    "postgres,json"
  })
  void areExactlyTheseOfTheGoldenFile(String kind, String format) throws IOException {
    String database = kind.equals("postgres") ? "database: tills\n" : "";
    conf.source(kind, database + "format: " + format + "\n");

    assertThat(settings()).isEqualTo(golden("%s-%s.json".formatted(kind, format)));
  }

  @Test
  void aSlotOfConfWinsOverTheOneNamedAfterTheSource() {
    conf.source("postgres", "database: tills\nsettings: {slot.name: other}\n");

    assertThat(Replication.of(DatabaseConnector.settings(conf.source(), conf.platform())))
        .isEqualTo(new Replication("other", "tidemark_shop"));
  }

  @Test
  void whatConfSaysWinsOverOurs() {
    conf.source(
        "mariadb", "settings: {snapshot.mode: no_data, heartbeat.interval.ms: 5000, x: true}\n");

    assertThat(settings())
        .containsEntry("snapshot.mode", "no_data")
        .containsEntry("heartbeat.interval.ms", "5000")
        .containsEntry("x", "true");
  }

  @Test
  void aFileBecomesTheFolderAndNameThatKafkaWants() {
    conf.file(
        "sources/shop.yaml",
        """
        kind: mariadb
        host: h
        port: 1
        user: someone
        password: "${file:/run/secrets/../secrets/shop}"
        tables: [shop.orders]
        """);

    assertThat(settings())
        .containsEntry("database.password", "${dir:/run/secrets:shop}")
        .containsEntry("database.user", "someone");
  }

  @Test
  void refusesADefaultForASecret() {
    conf.file(
        "sources/shop.yaml",
        """
        kind: mariadb
        host: h
        port: 1
        user: "${env:U:root}"
        password: "${env:P:hunter2}"
        tables: [shop.orders]
        """);

    assertThat(problems())
        .containsExactly(
            root
                + "/sources/shop.yaml:4: ${env:U:…} has a default, which Kafka Connect does not know; write ${env:NAME} and set the variable for the Connect workers too",
            root
                + "/sources/shop.yaml:5: ${env:P:…} has a default, which Kafka Connect does not know; write ${env:NAME} and set the variable for the Connect workers too");
    assertThat(settings().toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesASecretThatStandsAmongTheSettings() {
    conf.source("mariadb", "settings:\n  a: b\n  database.ssl.keystore.password: hunter2\n");

    assertThat(problems())
        .containsExactly(
            root
                + "/sources/shop.yaml:9: setting 'database.ssl.keystore.password' holds a secret that stands in the file; write a reference: ${env:NAME} or ${file:PATH}");
    assertThat(settings().toString()).doesNotContain("hunter2");
  }

  @Test
  void passesAReferenceInsideAJaasLineOn() {
    String jaas = "Plain required username=\\\"u\\\" password=\\\"${env:KAFKA_PASSWORD}\\\";";
    conf.source("mariadb", "settings: {producer.override.sasl.jaas.config: \"" + jaas + "\"}\n");

    assertThat(problems()).isEmpty();
    assertThat(settings().get("producer.override.sasl.jaas.config"))
        .contains("${env:KAFKA_PASSWORD}");
  }

  @Test
  void refusesATableThatCannotNameATopic() {
    conf.file(
        "sources/shop.yaml",
        """
        kind: mariadb
        host: h
        port: 1
        user: u
        password: "${env:P}"
        tables:
          - shop.orders
          - "shop.order details"
        """);

    assertThat(problems())
        .containsExactly(
            root
                + "/sources/shop.yaml:8: table 'shop.order details' cannot name a topic; rename it at the source: letters, digits, underscores and hyphens");
  }

  @Test
  void theServerIdIsTheSameForTheSameNameAndFitsMySql() {
    assertThat(ServerId.of("shop"))
        .isEqualTo(ServerId.of("shop"))
        .isNotEqualTo(ServerId.of("shop2"));
    assertThat(List.of("a", "b", "shop", "x".repeat(200)))
        .allSatisfy(name -> assertThat(ServerId.of(name)).isBetween(1_000_000L, 4_294_967_295L));
  }

  private Map<String, String> settings() {
    return DatabaseConnector.settings(conf.source(), conf.platform()).settings();
  }

  private List<String> problems() {
    return DatabaseConnector.settings(conf.source(), conf.platform()).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private static Map<String, String> golden(String name) throws IOException {
    try (InputStream in =
        DatabaseConnectorTest.class.getResourceAsStream("/golden/settings/" + name)) {
      return new ObjectMapper().readValue(in, new TypeReference<>() {});
    }
  }
}
