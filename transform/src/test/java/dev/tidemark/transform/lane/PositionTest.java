package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PositionTest {
  private static final TopicPartition PARTITION = new TopicPartition("a.b.c", 0, 0);

  @Test
  void beginsAtTheFirstOffsetWhereBronzeHasNone() {
    Position position = position(range(40, 90));

    assertThat(position.next()).hasValue(40);
    assertThat(position.behind()).hasValue(50);
    assertThat(position.holes()).isEmpty();
  }

  @Test
  void goesOnWhereBronzeEnds() {
    Position position = position(range(0, 90), range(0, 60));

    assertThat(position.next()).hasValue(60);
    assertThat(position.behind()).hasValue(30);
    assertThat(position.holes()).isEmpty();
  }

  @Test
  void isNoHoleWhenKafkaDroppedJustWhatBronzeHas() {
    assertThat(position(range(60, 90), range(0, 60)).holes()).isEmpty();
  }

  @Test
  void isAHoleWhenKafkaDroppedOneOffsetMore() {
    Position position = position(range(61, 90), range(0, 60));

    assertThat(position.next()).hasValue(61);
    assertThat(position.holes()).containsExactly(range(60, 61));
    assertThat(position.fallen()).contains(range(60, 61));
  }

  @Test
  void remembersAHoleThatWasReadOver() {
    Position position = position(range(80, 90), range(0, 10), range(20, 30), range(50, 90));

    assertThat(position.holes()).containsExactly(range(10, 20), range(30, 50));
    assertThat(position.behind()).hasValue(0);
  }

  @Test
  void knowsTheLakesPartWithoutKafka() {
    Position position =
        new Position(PARTITION, List.of(range(0, 10), range(20, 30)), Optional.empty());

    assertThat(position.next()).hasValue(30);
    assertThat(position.behind()).isEmpty();
    assertThat(position.holes()).containsExactly(range(10, 20));
  }

  private static Position position(OffsetRange kafka, OffsetRange... covered) {
    return new Position(PARTITION, List.of(covered), Optional.of(kafka));
  }

  private static OffsetRange range(long from, long until) {
    return new OffsetRange(from, until);
  }
}
