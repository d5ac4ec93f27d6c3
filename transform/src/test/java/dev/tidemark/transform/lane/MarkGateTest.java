package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkGateTest {
  private final MarkGate gate = new MarkGate(4);

  @Test
  void aBatchHoldsItsOwnMark() {
    MarkGate.Turn turn = gate.begin("a");
    gate.mark(turn, () -> 5);
    assertThat(gate.answerable()).isEqualTo(4);
    gate.end(turn);
    assertThat(gate.answerable()).isEqualTo(5);
  }

  @Test
  void aBatchHoldsMarksOfOthersThatCameWhileItLooked() {
    MarkGate.Turn looking = gate.begin("a");
    mark("b", 5);
    assertThat(gate.answerable()).isEqualTo(4);
    gate.end(looking);
    assertThat(gate.answerable()).isEqualTo(5);
  }

  @Test
  void aBatchHoldsAnEarlierMarkWhoseSilverItMayNotHaveSeen() {
    MarkGate.Turn other = gate.begin("a");
    gate.mark(other, () -> 5);
    MarkGate.Turn looking = gate.begin("b");
    gate.end(other);
    assertThat(gate.answerable()).isEqualTo(4);
    gate.end(looking);
    assertThat(gate.answerable()).isEqualTo(5);
  }

  @Test
  void lanesWhoseBatchesAlwaysOverlapAreAnsweredAllTheSame() {
    MarkGate.Turn last = gate.begin("a");
    gate.mark(last, () -> 5);
    for (long mark = 6; mark < 20; mark++) {
      long number = mark;
      MarkGate.Turn next = gate.begin(mark % 2 == 0 ? "b" : "a");
      gate.mark(next, () -> number);
      gate.end(last);
      assertThat(gate.answerable()).isEqualTo(mark - 2);
      last = next;
    }
  }

  @Test
  void aLaneThatHasCaughtUpHoldsNothing() {
    gate.mark(gate.begin("a"), () -> 5);
    gate.endAll("b");
    assertThat(gate.answerable()).isEqualTo(4);
    gate.endAll("a");
    assertThat(gate.answerable()).isEqualTo(5);
  }

  private void mark(String lane, long mark) {
    MarkGate.Turn turn = gate.begin(lane);
    gate.mark(turn, () -> mark);
    gate.end(turn);
  }
}
