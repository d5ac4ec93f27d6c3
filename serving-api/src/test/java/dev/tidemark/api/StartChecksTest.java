package dev.tidemark.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.clickhouse.Reachability;
import dev.tidemark.api.fixture.SampleConf;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartChecksTest {
  @Test
  void saysWhoHasThePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  StartChecks.portIsFree(
                      new Platform.Api("127.0.0.1", taken.getLocalPort(), List.of())))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Port %s on 127.0.0.1 is in use by process %s (java); stop that program, or choose another port under api in tidemark.yaml."
                  .formatted(taken.getLocalPort(), ProcessHandle.current().pid()));
    }
  }

  @Test
  void takesAFreePort() {
    StartChecks.portIsFree(new Platform.Api("127.0.0.1", 0, List.of()));
  }

  @Test
  void refusesAnAddressThatIsNotOurs() {
    assertThatThrownBy(() -> StartChecks.portIsFree(new Platform.Api("192.0.2.1", 8080, List.of())))
        .hasMessageStartingWith("Cannot listen on 192.0.2.1:8080: ");
  }

  @Test
  void listensOnLoopbackOnly() {
    StartChecks.isLoopback(new Platform.Api("localhost", 8080, List.of()));
    for (String host : List.of("0.0.0.0", "192.0.2.1", "::")) {
      assertThatThrownBy(() -> StartChecks.isLoopback(new Platform.Api(host, 8080, List.of())))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "Host '%s' of api in tidemark.yaml is beyond this machine, and the API has no TLS to protect its keys on the way; write 127.0.0.1 and put a proxy with TLS before it."
                  .formatted(host));
    }
  }

  @Test
  void doesNotStartWithoutAKey(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tidemark.yaml");
    String sample = Files.readString(SampleConf.folder().resolve("tidemark.yaml"));
    Files.writeString(file, sample.substring(0, sample.indexOf("  keys:")));
    Conf conf = SampleConf.load(folder, SampleConf.unreachableEnvironment());

    assertThatThrownBy(() -> StartChecks.keys(conf, SampleConf.unreachableEnvironment()))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "%s names no key for the API, so nobody could be let in; add api: {keys: [{name: me, key: \"${env:TIDEMARK_API_KEY}\"}]} and set the variable ('openssl rand -hex 24' makes a key)."
                .formatted(file));
  }

  @Test
  void namesTheVariableOfAMissingSecret() {
    Conf conf = SampleConf.unreachable();

    assertThatThrownBy(
            () -> StartChecks.clickhouse(conf, Environment.of(Map.of("CLICKHOUSE_USER", "u"))))
        .hasMessage(
            "ClickHouse's credentials cannot be resolved: environment variable CLICKHOUSE_PASSWORD is not set; see clickhouse in %s."
                .formatted(SampleConf.folder().resolve("tidemark.yaml")));
  }

  @Test
  void namesAFolderWithoutConf(@TempDir Path empty) {
    assertThatThrownBy(() -> StartChecks.conf(empty, SampleConf.unreachableEnvironment()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void doesNotMindDatasetsWhoseColumnsAreNotKnownYet() {
    Conf conf = StartChecks.conf(SampleConf.folder(), SampleConf.unreachableEnvironment());

    assertThat(conf.datasets().get("customers").columns()).isEmpty();
  }

  @Test
  void startsWithoutClickHouseButNotWithWrongCredentials() {
    assertThat(StartChecks.refusal(new Reachability.Up("1"))).isEmpty();
    assertThat(StartChecks.refusal(new Reachability.Down("connection refused")))
        .contains("connection refused");
    assertThatThrownBy(
            () -> StartChecks.refusal(new Reachability.Refused("ClickHouse refuses user 'u'")))
        .hasMessage(
            "ClickHouse refuses user 'u'; check user and password under clickhouse in tidemark.yaml.");
  }
}
