package dev.tidemark.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is refused before anything runs. */
final class BackfillCommandTest {
  @TempDir private Path conf;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    file(
        "tidemark.yaml",
        """
        lake: %s/lake
        kafka: {bootstrap-servers: 127.0.0.1:1}
        connect: {url: http://127.0.0.1:1}
        clickhouse: {url: http://127.0.0.1:1, database: tidemark, user: t, password: "${env:PASS}"}
        """
            .formatted(conf));
    file(
        "sources/desk.yaml",
        """
        kind: mariadb
        host: 127.0.0.1
        port: 1
        user: "${env:USER}"
        password: "${env:PASS}"
        tables: [desk.trades, desk.people]
        format: json
        """);
    file(
        "datasets/trades.yaml",
        """
        source: desk
        table: desk.trades
        keys: [id]
        interval: {column: at, grain: day, zone: UTC}
        columns: {id: bigint, at: timestamp_ntz}
        """);
    file(
        "datasets/people.yaml",
        """
        source: desk
        table: desk.people
        keys: [id]
        columns: {id: bigint}
        """);
  }

  @Test
  void anUnknownDatasetIsNamedWithTheNearest() {
    assertThat(run("trade", "2026-03-01", "2026-03-02", "bronze")).isEqualTo(2);
    assertThat(err.toString()).contains("dataset 'trade' is not in conf; did you mean 'trades'?");
  }

  @Test
  void aDatasetWithoutAnIntervalHasNoRange() {
    assertThat(run("people", "2026-03-01", "2026-03-02", "bronze")).isEqualTo(2);
    assertThat(err.toString()).contains("dataset 'people' has no interval");
  }

  @Test
  void anUnknownRouteIsRefused() {
    assertThat(run("trades", "2026-03-01", "2026-03-02", "kafka")).isEqualTo(2);
    assertThat(err.toString()).contains("route 'kafka' is not one of source, bronze");
  }

  @Test
  void aRangeWithoutSenseIsRefused() {
    assertThat(run("trades", "2026-03-02", "2026-03-01", "source")).isEqualTo(2);
    assertThat(err.toString()).contains("--to 2026-03-01 is not after --from 2026-03-02");
  }

  @Test
  void whatIsMissingIsNamedAndConfMistakesToo() throws IOException {
    assertThat(execute("run", "--conf", conf.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--dataset", "--from", "--to", "--route");
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("name a word: run or status");

    file("datasets/trades.yaml", "source: nowhere\n");
    assertThat(run("trades", "2026-03-01", "2026-03-02", "source")).isEqualTo(2);
    assertThat(err.toString()).contains("datasets/trades.yaml");
  }

  @Test
  void helpTellsTheExitCodes() {
    assertThat(execute("run", "--help")).isZero();
    assertThat(out.toString())
        .contains("every interval is done", "another backfill reads the same source");
  }

  private int run(String dataset, String from, String to, String route) {
    return execute(
        "run",
        "--conf",
        conf.toString(),
        "--dataset",
        dataset,
        "--from",
        from,
        "--to",
        to,
        "--route",
        route);
  }

  private int execute(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    CommandLine commandLine =
        BackfillCommand.commandLine(Environment.of(Map.of()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private void file(String name, String text) throws IOException {
    Path file = conf.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
