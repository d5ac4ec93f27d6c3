package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.sequence.TopicPartition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ValidThroughTest {
  private static final String SHOP = "shop";
  private static final TopicPartition BILLS = new TopicPartition("shop.shop.bills", 0, 0);
  private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");

  private final ValidThrough validThrough = new ValidThrough();

  @Test
  void isAbsentUntilABatchFollowsTheHeartbeats() {
    commit(heartbeat(NOON), 10, 10);

    assertThat(validThrough.of(SHOP)).isEmpty();
  }

  @Test
  void countsAHeartbeatOnceALaterBatchHasReachedWhatTheTopicsHeld() {
    commit(heartbeat(NOON), 8, 10);
    commit(nothing(), 9, 10);
    assertThat(validThrough.of(SHOP)).isEmpty();

    commit(nothing(), 10, 12);
    assertThat(validThrough.of(SHOP)).contains(NOON);
  }

  @Test
  void goesNoFurtherThanAChangeThatCameAfterTheHeartbeat() {
    Instant late = NOON.minusSeconds(60);
    commit(heartbeat(NOON), 10, 10);
    commit(changes(late), 12, 12);

    assertThat(validThrough.of(SHOP)).contains(late);
  }

  @Test
  void neverGoesBack() {
    commit(heartbeat(NOON), 10, 10);
    commit(heartbeat(NOON.plusSeconds(5)), 10, 10);
    commit(changes(NOON.minusSeconds(60)), 12, 12);

    assertThat(validThrough.of(SHOP)).contains(NOON);
  }

  @Test
  void isAbsentWhileASnapshotIsOpen() {
    commit(heartbeat(NOON), 10, 10);
    commit(nothing(), 10, 10);
    commit(snapshot(true), 20, 20);
    assertThat(validThrough.of(SHOP)).isEmpty();

    commit(snapshot(false), 30, 30);
    assertThat(validThrough.of(SHOP)).contains(NOON);
  }

  @Test
  void aHeartbeatThatCountsEndsASnapshotWhoseLastRowIsElsewhere() {
    commit(snapshot(true), 10, 10);
    commit(heartbeat(NOON), 10, 12);
    assertThat(validThrough.of(SHOP)).isEmpty();

    commit(snapshot(true), 12, 12);
    assertThat(validThrough.of(SHOP)).as("rows of it came beside").isEmpty();

    commit(heartbeat(NOON.plusSeconds(1)), 12, 12);
    commit(nothing(), 12, 12);
    assertThat(validThrough.of(SHOP)).contains(NOON.plusSeconds(1));
  }

  private void commit(ValidThrough.Seen seen, long reached, long end) {
    validThrough.committed(SHOP, seen, Map.of(BILLS, reached), source -> Map.of(BILLS, end));
  }

  private static ValidThrough.Seen heartbeat(Instant time) {
    return new ValidThrough.Seen(Optional.of(time), Optional.empty(), Optional.empty());
  }

  private static ValidThrough.Seen changes(Instant oldest) {
    return new ValidThrough.Seen(Optional.empty(), Optional.of(oldest), Optional.of(false));
  }

  private static ValidThrough.Seen snapshot(boolean open) {
    return new ValidThrough.Seen(Optional.empty(), Optional.empty(), Optional.of(open));
  }

  private static ValidThrough.Seen nothing() {
    return new ValidThrough.Seen(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
