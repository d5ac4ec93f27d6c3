package dev.tidemark.transform.lane;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SecondHalfTest {
  private final SecondHalf halves = new SecondHalf("main");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    gate.countDown();
    halves.close();
  }

  private void passing(String name) throws InterruptedException {
    gate.await();
    done.add(name);
  }

  @Test
  void returnsWhileTheBatchIsUnderWay() throws Exception {
    halves.begin(() -> passing("first"));

    assertThat(halves.isIdle()).isFalse();
    assertThat(done).isEmpty();

    gate.countDown();
    halves.await();
    assertThat(done).containsExactly("first");
    assertThat(halves.isIdle()).isTrue();
  }

  @Test
  void beginsABatchWhenTheOneBeforeHasEnded() throws Exception {
    halves.begin(() -> passing("first"));
    FutureTask<Void> second =
        new FutureTask<>(
            () -> {
              halves.begin(() -> done.add("second"));
              return null;
            });
    Thread caller = new Thread(second);
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(done).isEmpty();

    gate.countDown();
    second.get(10, SECONDS);
    halves.await();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void tellsOfAFailureThoughNobodyWaits() throws Exception {
    IOException failure = new IOException("no silver");

    halves.begin(
        () -> {
          throw failure;
        });

    assertThat(halves.failure().get(10, SECONDS)).isSameAs(failure);
    assertThat(halves.settled()).isFalse();
    assertThatThrownBy(halves::await).isSameAs(failure);
  }

  @Test
  void beginsNothingAfterAFailure() throws Exception {
    halves.begin(
        () -> {
          throw new IOException("no silver");
        });
    FutureTask<Void> second =
        new FutureTask<>(
            () -> {
              halves.begin(() -> done.add("second"));
              return null;
            });
    Thread caller = new Thread(second);
    caller.start();
    halves.failure().get(10, SECONDS);
    while (caller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    caller.interrupt();
    assertThatThrownBy(() -> second.get(10, SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(done).isEmpty();
  }

  @Test
  void tellsOfAnErrorAsOfAFailure() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("planted");

    halves.begin(
        () -> {
          throw error;
        });

    assertThatThrownBy(halves::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("main")
        .hasCause(error);
  }

  @Test
  void waitsAtItsEndForTheBatchUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    halves.begin(
        () -> {
          begun.countDown();
          passing("first");
        });
    begun.await();
    Thread closer = new Thread(halves::close);
    closer.start();
    assertThat(done).isEmpty();

    gate.countDown();
    closer.join();
    assertThat(done).containsExactly("first");
  }
}
