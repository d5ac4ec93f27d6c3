package dev.tidemark.transform.ledger;

import static dev.tidemark.transform.ledger.WorkState.APPLIED;
import static dev.tidemark.transform.ledger.WorkState.DONE;
import static dev.tidemark.transform.ledger.WorkState.EMITTED;
import static dev.tidemark.transform.ledger.WorkState.FAILED;
import static dev.tidemark.transform.ledger.WorkState.REQUESTED;
import static dev.tidemark.transform.ledger.WorkState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WorkStateTest {
  private static final Map<WorkState, Set<WorkState>> BY_SOURCE =
      Map.of(
          REQUESTED, Set.of(RUNNING, FAILED),
          RUNNING, Set.of(EMITTED, FAILED),
          EMITTED, Set.of(APPLIED, FAILED),
          APPLIED, Set.of(DONE, FAILED),
          DONE, Set.of(),
          FAILED, Set.of());

  private static final Map<WorkState, Set<WorkState>> BY_BRONZE =
      Map.of(
          REQUESTED, Set.of(RUNNING, FAILED),
          RUNNING, Set.of(RUNNING, APPLIED, FAILED),
          EMITTED, Set.of(APPLIED, FAILED),
          APPLIED, Set.of(DONE, FAILED),
          DONE, Set.of(),
          FAILED, Set.of());

  @Test
  void everyStepIsLegalOrNotAsWritten() {
    for (WorkState from : WorkState.values()) {
      for (WorkState to : WorkState.values()) {
        assertThat(from.mayBecome(to, Route.SOURCE))
            .as("source: %s to %s", from, to)
            .isEqualTo(BY_SOURCE.get(from).contains(to));
        assertThat(from.mayBecome(to, Route.BRONZE))
            .as("bronze: %s to %s", from, to)
            .isEqualTo(BY_BRONZE.get(from).contains(to));
      }
    }
  }

  @Test
  void workBeginsRequested() {
    for (WorkState first : WorkState.values()) {
      assertThat(WorkState.mayBegin(first)).isEqualTo(first == REQUESTED);
    }
  }

  @Test
  void onlyDoneAndFailedAreClosed() {
    for (WorkState state : WorkState.values()) {
      assertThat(state.isOpen()).isEqualTo(state != DONE && state != FAILED);
    }
  }

  @Test
  void namesAreReadBack() {
    for (WorkState state : WorkState.values()) {
      assertThat(WorkState.parse(state.toString())).isEqualTo(state);
    }
    for (Route route : Route.values()) {
      assertThat(Route.parse(route.toString())).isEqualTo(route);
    }
  }
}
