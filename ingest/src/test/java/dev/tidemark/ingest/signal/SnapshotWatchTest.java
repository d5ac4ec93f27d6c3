package dev.tidemark.ingest.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.signal.SnapshotWatch.Advice;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Notifications as Debezium 3.5 wrote them, one file a case. */
final class SnapshotWatchTest {
  private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ID = "b20260308-120000-1a2b/2026-03-01";

  private final SnapshotWatch watch = new SnapshotWatch(ID, PATIENCE, NOW);

  @Test
  void aScanThatSucceededEndsWithItsRows() throws IOException {
    see("started");
    see("in_progress");
    see("scan_succeeded");
    assertThat(watch.outcome()).as("a second signal now would take over the id").isEmpty();

    see("completed");

    assertThat(watch.outcome()).contains(new SnapshotOutcome.Emitted(1_744));
  }

  @Test
  void anIntervalWithoutRowsIsEmptyAndNoFailure() throws IOException {
    see("started");
    see("scan_empty");
    see("completed");

    assertThat(watch.outcome()).contains(new SnapshotOutcome.Emitted(0));
  }

  @Test
  void everyOtherStatusFailsAlthoughItEndsInCompleted() throws IOException {
    assertThat(failure("scan_sql_exception"))
        .startsWith("status SQL_EXCEPTION: the source refused");
    assertThat(failure("scan_unknown_schema")).startsWith("status UNKNOWN_SCHEMA: the connector");
    assertThat(failure("scan_no_primary_key")).startsWith("status NO_PRIMARY_KEY: the table has");
    assertThat(failure("scan_skipped")).startsWith("status SKIPPED: see the");
  }

  @Test
  void completedWithoutAScanIsNoSuccess() throws IOException {
    see("started");
    see("completed");

    assertThat(watch.outcome())
        .get()
        .isInstanceOfSatisfying(
            SnapshotOutcome.Failed.class,
            failed -> assertThat(failed.reason()).startsWith("it ended before the table was"));
  }

  @Test
  void anAbortFails() throws IOException {
    see("started");
    see("aborted");

    assertThat(watch.outcome()).contains(new SnapshotOutcome.Failed("somebody stopped it"));
  }

  @Test
  void whatIsSaidOfOthersCountsForNothing() throws IOException {
    SnapshotWatch other = new SnapshotWatch("another", PATIENCE, NOW);
    for (String name : new String[] {"started", "scan_succeeded", "completed"}) {
      other.see(read(name), NOW.plus(PATIENCE));
    }

    assertThat(other.outcome()).isEmpty();
    assertThat(other.begun()).isFalse();
    assertThat(other.advice(NOW.plus(PATIENCE))).isEqualTo(Advice.NUDGE);
  }

  @Test
  void aSilentSnapshotIsNudgedOnceThenGivenUp() throws IOException {
    see("started");

    assertThat(watch.advice(NOW.plus(PATIENCE).minusMillis(1))).isEqualTo(Advice.WAIT);
    assertThat(watch.advice(NOW.plus(PATIENCE))).isEqualTo(Advice.NUDGE);
    watch.nudged(NOW.plus(PATIENCE));
    assertThat(watch.advice(NOW.plus(PATIENCE.multipliedBy(2)).minusMillis(1)))
        .isEqualTo(Advice.WAIT);
    assertThat(watch.advice(NOW.plus(PATIENCE.multipliedBy(2)))).isEqualTo(Advice.GIVE_UP);
  }

  @Test
  void eachSignOfLifeBuysTime() throws IOException {
    see("started");
    watch.see(read("in_progress"), NOW.plus(PATIENCE).minusMillis(1));

    assertThat(watch.advice(NOW.plus(PATIENCE.multipliedBy(2)).minusMillis(2)))
        .isEqualTo(Advice.WAIT);
  }

  @Test
  void aScanWhoseLastWordIsMissingCountsInTheEnd() throws IOException {
    see("started");
    see("scan_succeeded");

    assertThat(watch.advice(NOW.plus(PATIENCE))).isEqualTo(Advice.WAIT);

    assertThat(watch.outcome()).contains(new SnapshotOutcome.Emitted(1_744));
  }

  private static String failure(String scan) throws IOException {
    SnapshotWatch one = new SnapshotWatch(ID, PATIENCE, NOW);
    one.see(read("started"), NOW);
    one.see(read(scan), NOW);
    one.see(read("completed"), NOW);
    return ((SnapshotOutcome.Failed) one.outcome().orElseThrow()).reason();
  }

  private void see(String name) throws IOException {
    watch.see(read(name), NOW);
  }

  private static Notification read(String name) throws IOException {
    try (InputStream in =
        SnapshotWatchTest.class.getResourceAsStream("/notifications/" + name + ".json")) {
      return new NotificationReader(Optional.empty()).read(in.readAllBytes()).orElseThrow();
    }
  }
}
