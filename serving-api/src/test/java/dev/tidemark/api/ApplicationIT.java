package dev.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tidemark.api.fixture.Answer;
import dev.tidemark.api.fixture.Devstack;
import dev.tidemark.api.fixture.SampleConf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started: its exit codes, its lines, its end. */
final class ApplicationIT {
  @TempDir private Path folder;
  private Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void start(Map<String, String> variables, String... arguments) throws IOException {
    Path module = Path.of(System.getProperty("tidemark.root"), "serving-api", "target");
    ProcessBuilder builder =
        new ProcessBuilder(
            "java",
            "-Xmx256m",
            "-cp",
            module.resolve("lib") + "/*:" + module.resolve("tidemark-serving-api.jar"),
            "dev.tidemark.api.Application");
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(variables);
    process =
        builder
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private int exit() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
    return process.exitValue();
  }

  private static Map<String, String> variables(String clickhouse, int port) {
    Map<String, String> variables = new HashMap<>();
    variables.put("TIDEMARK_CLICKHOUSE", clickhouse);
    variables.put("CLICKHOUSE_USER", "tidemark");
    variables.put("CLICKHOUSE_PASSWORD", "not-the-password");
    variables.put("TIDEMARK_API_PORT", Integer.toString(port));
    variables.put("TIDEMARK_API_KEY", SampleConf.KEY);
    return variables;
  }

  private void ready() {
    await().atMost(Duration.ofSeconds(60)).until(() -> out().contains("API ready:"));
  }

  @Test
  void endsWithTwoWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(
          variables("http://127.0.0.1:1", taken.getLocalPort()),
          "--conf",
          SampleConf.folder().toString());

      assertThat(exit()).isEqualTo(2);
      assertThat(err().lines().toList())
          .containsExactly(
              "Port %s on 127.0.0.1 is in use by process %s (java); stop that program, or choose another port under api in tidemark.yaml."
                  .formatted(taken.getLocalPort(), ProcessHandle.current().pid()));
    }
  }

  @Test
  void endsWithTwoWithoutAKey() throws Exception {
    Map<String, String> variables = variables("http://127.0.0.1:1", freePort());
    variables.remove("TIDEMARK_API_KEY");
    start(variables, "--conf", SampleConf.folder().toString());

    assertThat(exit()).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "The keys of the API cannot be used: environment variable TIDEMARK_API_KEY is not set; see api in %s ('openssl rand -hex 24' makes a key).%n"
                .formatted(SampleConf.folder().resolve("tidemark.yaml")));
  }

  @Test
  void endsWithTwoOnAnUnknownOptionAndSuggestsTheRightOne() throws Exception {
    start(Map.of(), "--cnof", "x");

    assertThat(exit()).isEqualTo(2);
    assertThat(err()).contains("Unknown options: '--cnof'").contains("--conf=DIR");
  }

  @Test
  void refusesWrongCredentialsAtStartAndOutlivesClickHouse() throws Exception {
    try (Devstack devstack = Devstack.start(folder.resolve("data"))) {
      Map<String, String> wrong = new HashMap<>(devstack.variables());
      wrong.put("CLICKHOUSE_PASSWORD", "not-the-password");
      start(wrong, "--conf", SampleConf.folder().toString());
      assertThat(exit()).isEqualTo(2);
      assertThat(err().lines().toList())
          .containsExactly(
              "ClickHouse at %s refuses user '%s' (code 516); check user and password under clickhouse in tidemark.yaml."
                  .formatted(
                      devstack.variables().get("TIDEMARK_CLICKHOUSE"),
                      devstack.variables().get("CLICKHOUSE_USER")));
      assertThat(err()).doesNotContain("not-the-password");

      devstack.execute("CREATE DATABASE IF NOT EXISTS tidemark");
      devstack.down();
      Map<String, String> right = new HashMap<>(devstack.variables());
      right.put("TIDEMARK_API_KEY", SampleConf.KEY);
      start(right, "--conf", SampleConf.folder().toString());
      ready();
      String url = "http://127.0.0.1:" + devstack.variables().get("TIDEMARK_API_PORT");
      assertThat(out().strip()).isEqualTo("API ready: %s (docs at %s/docs)".formatted(url, url));
      assertThat(Answer.get(url + "/v1/datasets").status()).isEqualTo(503);
      devstack.up();
      await()
          .untilAsserted(
              () -> assertThat(Answer.get(url + "/v1/datasets").status()).isEqualTo(200));
    }
  }

  @Test
  void letsARunningRequestEndWhenItIsToldToStop() throws Exception {
    CountDownLatch asked = new CountDownLatch(2); // at start, then by the request
    CountDownLatch stopping = new CountDownLatch(1);
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext(
        "/",
        exchange -> {
          asked.countDown();
          if (asked.getCount() == 0) {
            try {
              stopping.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          byte[] body = "Code: 60. DB::Exception: none".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "60");
          exchange.sendResponseHeaders(404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    slow.start();
    try {
      int port = freePort();
      start(
          variables("http://127.0.0.1:" + slow.getAddress().getPort(), port),
          "--conf",
          SampleConf.folder().toString());
      ready();
      CompletableFuture<Answer> running =
          CompletableFuture.supplyAsync(
              () -> Answer.get("http://127.0.0.1:%s/v1/datasets".formatted(port)));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      process.destroy(); // SIGTERM
      await().until(() -> refuses(port));
      stopping.countDown();

      assertThat(running.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(exit()).isEqualTo(143);
    } finally {
      slow.stop(0);
    }
  }

  private static boolean refuses(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
