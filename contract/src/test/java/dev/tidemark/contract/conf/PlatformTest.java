package dev.tidemark.contract.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in tidemark.yaml, and what is said of it. */
final class PlatformTest {
  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void aFolderWithoutMistakes() {
    conf = new ConfFolder(root);
  }

  @Test
  void readsWhereLineageGoes() {
    String platform = conf.text("tidemark.yaml");
    assertThat(conf.read().orThrow().platform().lineage()).isEmpty();

    conf.file("tidemark.yaml", platform + "lineage: {file: \"${env:NO:/var/lineage.jsonl}\"}\n");
    assertThat(conf.read().orThrow().platform().lineage())
        .contains(
            new Platform.Lineage(
                Optional.of(Path.of("/var/lineage.jsonl")), Optional.empty(), "tidemark"));

    conf.file("tidemark.yaml", platform + "lineage: {url: \"http://h:5000/l\", namespace: n}\n");
    assertThat(conf.read().orThrow().platform().lineage())
        .contains(
            new Platform.Lineage(
                Optional.empty(), Optional.of(URI.create("http://h:5000/l")), "n"));

    for (String wrong : List.of("{}", "{file: a, url: \"http://h\"}")) {
      conf.file("tidemark.yaml", platform + "lineage: " + wrong + "\n");
      assertThat(conf.mistakes())
          .containsExactly(
              "tidemark.yaml:6: lineage goes to a file or to a url; write one of the two, not both");
    }
  }

  @Test
  void takesAnEmptyMetricsPortForNone() {
    String platform = conf.text("tidemark.yaml");
    conf.file("tidemark.yaml", platform + "stream: {metrics-port: \"${env:NO_PORT:}\"}\n");
    assertThat(conf.read().orThrow().platform().stream().metricsPort()).isEmpty();

    conf.file("tidemark.yaml", platform + "stream: {metrics-port: 9464}\n");
    assertThat(conf.read().orThrow().platform().stream().metricsPort()).hasValue(9464);

    conf.file("tidemark.yaml", platform + "stream: {metrics-port: 70000}\n");
    assertThat(conf.mistakes())
        .containsExactly("tidemark.yaml:6: '70000' is not a port; write a number up to 65535");
  }

  @Test
  void readsWhatACommitSurvivesAndHowLongOldFilesStay() {
    String platform = conf.text("tidemark.yaml");
    conf.file("tidemark.yaml", platform + "durability: power\nretention: 2h\n");
    assertThat(conf.read().orThrow().platform().durability()).isEqualTo(Platform.Durability.POWER);
    assertThat(conf.read().orThrow().platform().retention()).isEqualTo(Duration.ofHours(2));

    conf.file("tidemark.yaml", platform + "retention: 59m\n");
    assertThat(conf.mistakes())
        .containsExactly(
            "tidemark.yaml:6: a retention of 59m is too short: readers and long batches need the files they began with; write 1h or more");

    conf.file("tidemark.yaml", platform + "durability: always\n");
    assertThat(conf.mistakes()).singleElement().asString().contains("durability");
  }

  @Test
  void readsApiKeysByReferenceOnly() {
    String platform = conf.text("tidemark.yaml");
    conf.file("tidemark.yaml", platform + "api: {keys: [{name: me, key: \"${env:MY_KEY}\"}]}\n");
    assertThat(conf.read().orThrow().platform().api().keys())
        .containsExactly(new Platform.ApiKey("me", new Secret("${env:MY_KEY}")));

    for (String written : List.of("hunter2hunter2hunter2", "${env:MY_KEY:hunter2}")) {
      conf.file(
          "tidemark.yaml",
          platform + "api: {keys: [{name: me, key: \"%s\"}]}\n".formatted(written));
      assertThat(conf.mistakes())
          .containsExactly(
              "tidemark.yaml:6: the key stands in the file; write a reference: ${env:NAME} or ${file:PATH}");
    }
    conf.file(
        "tidemark.yaml",
        platform
            + "api:\n  keys:\n    - {name: me, key: \"${env:A}\"}\n    - {name: me, key: \"${env:B}\"}\n");
    assertThat(conf.mistakes())
        .containsExactly(
            "tidemark.yaml:7: two keys of the API have the name 'me'; give each caller a name of its own");
  }

  @Test
  void readsHowMuchMemoryIndexesMayTake() {
    String platform = conf.text("tidemark.yaml");
    conf.file("tidemark.yaml", platform + "stream: {index-memory: 512m}\n");
    assertThat(conf.read().orThrow().platform().stream().indexMemory()).hasValue(512L << 20);

    conf.file("tidemark.yaml", platform + "stream: {index-memory: 2G}\n");
    assertThat(conf.read().orThrow().platform().stream().indexMemory()).hasValue(2L << 30);

    for (String wrong : List.of("0m", "512", "512mb", "-1g")) {
      conf.file("tidemark.yaml", platform + "stream: {index-memory: \"%s\"}\n".formatted(wrong));
      assertThat(conf.mistakes()).as(wrong).singleElement().asString().contains("index-memory");
    }
  }
}
