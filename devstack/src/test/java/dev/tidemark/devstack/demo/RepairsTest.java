package dev.tidemark.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class RepairsTest {
  @Test
  void aConnectorHasFailedWhenItOrOneOfItsTasksHas() throws Exception {
    assertThat(hasFailed("RUNNING", "RUNNING")).isFalse();
    assertThat(hasFailed("RUNNING", "PAUSED")).isFalse();
    assertThat(hasFailed("RUNNING", "FAILED")).isTrue();
    assertThat(hasFailed("FAILED", "RUNNING")).isTrue();
  }

  private static boolean hasFailed(String connector, String task) throws Exception {
    String status =
        """
        {"name": "shop", "connector": {"state": "%s"}, "tasks": [{"id": 0, "state": "%s"}]}
        """
            .formatted(connector, task);
    return Repairs.hasFailed(new ObjectMapper().readTree(status));
  }
}
