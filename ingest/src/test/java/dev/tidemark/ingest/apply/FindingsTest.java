package dev.tidemark.ingest.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.control.Finding;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsTest {
  private static final URI CONNECT = URI.create("http://127.0.0.1:8083");

  @TempDir Path root;

  @Test
  void areToldAtTheLineOfTheNearestKey() {
    assertThat(
            told(
                new Finding("database.hostname", "Unable to connect: refused"),
                new Finding("poll.interval.ms", "not a number"),
                new Finding("snapshot.mode", "must be one of")))
        .containsExactly(
            "%s/sources/shop.yaml:2: source shop: Connect refuses database.hostname: Unable to connect: refused; this program reached the source, the workers at %s did not: check the way from there, and their environment"
                .formatted(root, CONNECT),
            "%s/sources/shop.yaml:8: source shop: Connect refuses poll.interval.ms: not a number; mend it here or under settings:"
                .formatted(root),
            "%s/sources/shop.yaml:1: source shop: Connect refuses snapshot.mode: must be one of; mend it here or under settings:"
                .formatted(root));
  }

  @Test
  void anUnresolvedReferenceIsTheWorkersFault() {
    assertThat(told(new Finding("database.hostname", "Access denied for user '${env:SHOP_USER}'")))
        .singleElement()
        .asString()
        .endsWith(
            "the workers at %s do not resolve references: give them config.providers=env,dir and the variable itself"
                .formatted(CONNECT));
  }

  @Test
  void neverTellThePassword() {
    assertThat(told(new Finding("database.password", "wrong: " + ConfFolder.PASSWORD)))
        .singleElement()
        .asString()
        .contains("wrong: ***")
        .doesNotContain(ConfFolder.PASSWORD);
  }

  private List<String> told(Finding... findings) {
    ConfFolder conf = new ConfFolder(root).source("mariadb", "settings:\n  poll.interval.ms: x\n");
    Redaction redaction = Redaction.of(conf.source(), ConfFolder.environment());
    return new Findings(conf.source(), CONNECT, redaction)
        .problems(List.of(findings)).stream().map(Problem::toString).toList();
  }
}
