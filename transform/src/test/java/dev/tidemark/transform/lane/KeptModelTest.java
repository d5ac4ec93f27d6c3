package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.status.Board;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeptModelTest {
  private Instant now = Instant.parse("2024-05-01T00:00:00Z");
  private final Board board = Board.ofGold(List.of("m"), () -> now);
  private final KeptModel model = new KeptModel("m", board, () -> now);

  @Test
  void aModelThatFailedIsTriedLaterAndLaterThenAtOnceAgain() {
    assertThat(model.begin(1)).isTrue();
    assertThat(model.tried(1, this::fail)).isPresent();
    assertThat(model.begin(1)).isFalse();
    now = now.plusSeconds(1);
    assertThat(model.begin(1)).isTrue();
    model.tried(1, this::fail);
    now = now.plusSeconds(1);
    assertThat(model.begin(1)).isFalse();
    now = now.plusSeconds(1);

    assertThat(model.begin(1)).isTrue();
    assertThat(model.tried(1, () -> {})).isEmpty();
    now = now.plusMillis(100);
    assertThat(model.begin(2)).isTrue();
  }

  @Test
  void itIsBegunByOneOnly() {
    assertThat(model.begin(1)).isTrue();
    assertThat(model.begin(2)).isFalse();
    model.tried(1, () -> {});
    now = now.plusMillis(100);
    assertThat(model.begin(2)).isTrue();
  }

  @Test
  void withoutNewMarksItIsLookedAtOnceASecond() {
    model.begin(1);
    model.tried(1, () -> {});
    now = now.plusMillis(999);
    assertThat(model.begin(1)).isFalse();
    now = now.plusMillis(1);
    assertThat(model.begin(1)).isTrue();
  }

  @Test
  void anExceptionThatJavaDoesNotSeeComingIsOneToo() {
    assertThat(model.tried(1, KeptModelTest::sneak)).isPresent();
  }

  private void fail() {
    throw new IllegalStateException("no");
  }

  /** As Scala's code throws what it does not declare. */
  private static void sneak() {
    KeptModelTest.<RuntimeException>thrown(new Exception("checked"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Exception> void thrown(Exception e) throws T {
    throw (T) e;
  }
}
