package dev.tidemark.contract.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SequenceTest {
  @Test
  void comparesEpochThenPartitionThenOffset() {
    assertThat(new Sequence(0, 0, 9)).isLessThan(new Sequence(0, 0, 10));
    assertThat(new Sequence(0, 0, 99)).isLessThan(new Sequence(0, 1, 0));
    assertThat(new Sequence(0, 9, 99)).isLessThan(new Sequence(1, 0, 0));
  }

  @Test
  void refusesNegativeParts() {
    assertThatThrownBy(() -> new Sequence(0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epoch 0, partition 0, offset -1: none may be negative");
  }
}
