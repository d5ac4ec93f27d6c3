package dev.tidemark.ingest.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text that Debezium 3.5 took. */
final class SignalsTest {
  @Test
  void aSnapshotOfARange() {
    assertThat(Signals.execute("b1/2026-03-01", "db.things", "`at` >= '2026-03-01'"))
        .isEqualTo(
            "{\"id\":\"b1/2026-03-01\",\"type\":\"execute-snapshot\",\"data\":{\"type\":\"incremental\",\"data-collections\":[\"db.things\"],\"additional-conditions\":[{\"data-collection\":\"db.things\",\"filter\":\"`at`"
                + " >= '2026-03-01'\"}]}}");
  }

  @Test
  void pauseResumeAndStop() {
    assertThat(Signals.pause("p", "db.things"))
        .isEqualTo(
            "{\"id\":\"p\",\"type\":\"pause-snapshot\",\"data\":{\"type\":\"incremental\",\"data-collections\":[\"db.things\"]}}");
    assertThat(Signals.resume("r", "db.things")).contains("\"type\":\"resume-snapshot\"");
    assertThat(Signals.stop("s", "db.things")).contains("\"type\":\"stop-snapshot\"");
  }
}
