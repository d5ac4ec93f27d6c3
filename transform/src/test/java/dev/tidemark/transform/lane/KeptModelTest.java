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
    assertThat(model.isDue()).isTrue();
    assertThat(model.tried(this::fail)).isPresent();
    assertThat(model.isDue()).isFalse();
    now = now.plusSeconds(1);
    assertThat(model.isDue()).isTrue();
    model.tried(this::fail);
    now = now.plusSeconds(1);
    assertThat(model.isDue()).isFalse();
    now = now.plusSeconds(1);

    assertThat(model.tried(() -> {})).isEmpty();
    assertThat(model.isDue()).isTrue();
  }

  @Test
  void anExceptionThatJavaDoesNotSeeComingIsOneToo() {
    assertThat(model.tried(KeptModelTest::sneak)).isPresent();
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
