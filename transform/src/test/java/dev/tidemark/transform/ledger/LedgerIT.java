package dev.tidemark.transform.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.time.Interval;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerIT {
  private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");

  @TempDir private Path lake;

  @Test
  void aLineIsReadBackAsItWasWritten() {
    Ledger one = open();
    Ledger other = open();
    one.append(newest -> List.of(Transition.request(work("a", Route.SOURCE))));
    Transition running = only(other.newest()).to(WorkState.RUNNING, "");
    other.append(newest -> List.of(running));
    Transition emitted =
        only(one.newest())
            .to(WorkState.EMITTED, "a reason")
            .with(Counts.NONE.withEmitted(5).withBronze(4).withSpilled(1).withKeys(3))
            .withOffsets("epoch 0: 0 [3, 9)");
    one.append(newest -> List.of(emitted));

    Transition read = only(other.newest());
    assertThat(read).isEqualTo(emitted.written(3, NOW));
    assertThat(read.work()).isEqualTo(work("a", Route.SOURCE));
    assertThat(only(open().newest())).isEqualTo(read);
  }

  @Test
  void anIllegalStepIsRefusedAndNothingOfItsCommitIsWritten() {
    Ledger ledger = open();
    ledger.append(newest -> List.of(Transition.request(work("a", Route.BRONZE))));
    Transition asked = only(ledger.newest());

    assertThatThrownBy(
            () ->
                ledger.append(
                    newest ->
                        List.of(
                            Transition.request(work("b", Route.BRONZE)),
                            asked.to(WorkState.DONE, ""))))
        .isInstanceOf(IllegalTransitionException.class)
        .hasMessage(
            "work a (bronze) is requested and cannot become done; see 'backfill status' for who"
                + " moved it");
    assertThatThrownBy(
            () -> ledger.append(newest -> List.of(Transition.request(work("a", Route.BRONZE)))))
        .isInstanceOf(IllegalTransitionException.class);

    assertThat(only(ledger.newest())).isEqualTo(asked);
  }

  @Test
  void ofManyWhoClaimAtOnceOneWinsAndTheOthersSeeIt() throws Exception {
    int claimants = 3;
    ExecutorService pool = Executors.newFixedThreadPool(claimants);
    List<Future<Integer>> claims = new ArrayList<>();
    for (int i = 0; i < claimants; i++) {
      String id = "claim-" + i;
      Ledger ledger = open();
      claims.add(
          pool.submit(
              () ->
                  ledger
                      .append(
                          newest ->
                              newest.isEmpty()
                                  ? List.of(Transition.request(work(id, Route.SOURCE)))
                                  : List.of())
                      .size()));
    }
    int written = 0;
    for (Future<Integer> claim : claims) {
      written += claim.get();
    }
    pool.shutdown();

    assertThat(written).isEqualTo(1);
    assertThat(open().newest()).hasSize(1);
  }

  private Ledger open() {
    return Ledger.open(
        TestSpark.session(),
        new Lake(lake.toString()),
        TestSpark.hadoop(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Transition only(List<Transition> lines) {
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static Work work(String id, Route route) {
    return new Work(
        id,
        "run",
        "things",
        "shop",
        "main",
        new Interval(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z")),
        route,
        Owner.ofThisProcess());
  }
}
