package dev.tidemark.ingest.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReplicationTest {
  @Test
  void aPlainNameIsKept() {
    assertThat(Replication.defaultName("till_2")).isEqualTo("tidemark_till_2");
  }

  @Test
  void othersGetAnEndThatTellsThemApart() {
    assertThat(Replication.defaultName("Till"))
        .matches("tidemark_till_[0-9a-f]{8}")
        .isNotEqualTo(Replication.defaultName("TILL"));
    assertThat(Replication.defaultName("x".repeat(100)))
        .hasSize(63)
        .isNotEqualTo(Replication.defaultName("x".repeat(101)));
  }
}
