package dev.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class IngestCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void oneSource() {
    conf = new ConfFolder(root);
  }

  @Test
  void withoutAWordItSaysWhatThereIs() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("Missing required subcommand")
        .contains("apply|diff|status");
  }

  @Test
  void aMistakeInConfEndsWithTwoAndItsLine() {
    conf.source("mariadb", "setings: {a: b}\n");

    assertThat(run("apply")).isEqualTo(2);
    assertThat(err.toString())
        .contains("sources/shop.yaml:7: unknown key 'setings'; did you mean 'settings'?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aSourceThatIsNotThereIsNamedWithTheNearest() {
    assertThat(run("apply", "--source", "shp")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no source 'shp'; did you mean 'shop'?");
  }

  @Test
  void anUnsetVariableEndsWithTwoAtItsLine() {
    assertThat(run(Environment.of(Map.of("SHOP_USER", "u")), "apply")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "sources/shop.yaml:5: source shop: environment variable SHOP_PASSWORD is not set; set it here and for the Connect workers");
  }

  @Test
  void aSourceThatDoesNotAnswerEndsWithOne() throws IOException {
    int port = closedPort();
    conf.file(
        "sources/shop.yaml",
        """
        kind: mariadb
        host: 127.0.0.1
        port: %s
        user: "${env:SHOP_USER}"
        password: "${env:SHOP_PASSWORD}"
        tables: [shop.orders]
        """
            .formatted(port));

    assertThat(run("apply", "--dry-run")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("Source shop does not answer at 127.0.0.1:%s: ".formatted(port))
        .contains("mend host and port in conf/sources/shop.yaml")
        .doesNotContain(ConfFolder.PASSWORD)
        .doesNotContain("\tat ");
  }

  @Test
  void statusSaysThatKafkaDoesNotAnswer() throws IOException {
    int port = closedPort();
    conf.file(
        "tidemark.yaml",
        """
        lake: ./lake
        kafka: {bootstrap-servers: "127.0.0.1:%s"}
        connect: {url: "http://127.0.0.1:%s"}
        registry: {url: "http://127.0.0.1:%s"}
        clickhouse: {url: "http://127.0.0.1:8123", database: d, user: t, password: "${env:CH}"}
        """
            .formatted(port, port, port));

    assertThat(run("status")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "Kafka does not answer at 127.0.0.1:%s: no broker answered within 10 s."
                .formatted(port));
  }

  @Test
  void yesAndDryRunExcludeEachOther() {
    assertThat(run("apply", "--yes", "--dry-run")).isEqualTo(2);
    assertThat(err.toString()).contains("--yes and --dry-run exclude each other");
  }

  @Test
  void helpTellsTheExitCodes() {
    assertThat(run("apply", "--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:").contains("credentials included");
  }

  private int run(String... arguments) {
    return run(ConfFolder.environment(), arguments);
  }

  private int run(Environment environment, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.isEmpty()) {
      all.addAll(List.of("--conf", root.toString()));
    }
    CommandLine commandLine =
        IngestCommand.commandLine(environment)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
