package dev.tidemark.devstack.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestTest {
  @Test
  void findsTheAccountInEachOfItsThreePlaces() {
    String basic = Base64.getEncoder().encodeToString("ann:a:b".getBytes(UTF_8));

    assertThat(request("", Map.of("Authorization", "Basic " + basic)).credentials())
        .contains(Map.entry("ann", "a:b"));
    assertThat(
            request("", Map.of("X-ClickHouse-User", "ann", "X-ClickHouse-Key", "k")).credentials())
        .contains(Map.entry("ann", "k"));
    assertThat(request("user=ann&password=p%26q", Map.of()).credentials())
        .contains(Map.entry("ann", "p&q"));
    assertThat(request("", Map.of()).credentials()).isEmpty();
  }

  @Test
  void tellsSettingsFromParametersAndFromItsOwnNames() {
    Request request =
        request(
            "query=SELECT+1&max_threads=2&param_day=2024-05-07&database=d&compress=1", Map.of());

    assertThat(request.settings()).containsExactly(Map.entry("max_threads", "2"));
    assertThat(request.parameters()).containsExactly(Map.entry("day", "2024-05-07"));
    assertThat(request.query()).isEqualTo("SELECT 1");
    assertThat(request.database()).isEqualTo("d");
    assertThat(request.wantsBlocks()).isTrue();
  }

  private static Request request(String query, Map<String, String> headers) {
    Headers sent = new Headers();
    headers.forEach((name, value) -> sent.put(name, List.of(value)));
    return new Request(Request.decoded(query), sent);
  }
}
