package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.gold.Outcome;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.status.Board;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class GoldKeeperTest {
  private static final List<String> MODELS = List.of("fast", "slow");

  private final MarkGate gate = new MarkGate(1);
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private GoldKeeper keeper;
  private CompletableFuture<Void> ended;

  @AfterEach
  void end() {
    release.countDown();
    keeper.stop();
  }

  @Test
  void aSlowModelHoldsUpNoOther() {
    keep(2, this::slowly);
    await().untilAsserted(() -> assertThat(answered).containsOnly(Map.entry("fast", 1L)));
    mark();
    await().untilAsserted(() -> assertThat(answered).containsOnly(Map.entry("fast", 2L)));
    mark();
    await().untilAsserted(() -> assertThat(answered).containsOnly(Map.entry("fast", 3L)));

    release.countDown();

    await().untilAsserted(() -> assertThat(answered).containsEntry("slow", 3L));
    keeper.stop();
    ended.join();
  }

  @Test
  void aFailingModelIsTriedAgainAndHoldsUpNoOther() {
    Map<String, Integer> tries = new ConcurrentHashMap<>();
    keep(
        1,
        (model, mark) -> {
          if (tries.merge(model, 1, Integer::sum) < 3 && model.equals("fast")) {
            throw new IllegalStateException("not yet");
          }
          return answer(model, mark);
        });
    await().until(() -> answered.containsKey("slow"));
    mark();
    await().untilAsserted(() -> assertThat(answered).containsEntry("slow", 2L));
    assertThat(answered).doesNotContainKey("fast");
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(answered).containsEntry("fast", 2L));
  }

  @Test
  void aMarkIsAnsweredAtOnceAndNotBeforeItsSilverIsThere() {
    keep(2, this::answer);
    await().untilAsserted(() -> assertThat(answered).containsEntry("fast", 1L));
    MarkGate.Turn turn = gate.begin("main");
    gate.mark(turn, () -> 2);
    await().during(Duration.ofMillis(300)).until(() -> answered.get("fast") == 1);
    gate.end(turn);
    await().untilAsserted(() -> assertThat(answered).containsEntry("fast", 2L));
  }

  @Test
  void endsWhenColumnsHaveGrown() {
    keep(
        2,
        (model, mark) -> {
          throw new ColumnsGrewException("column 'c' of dataset d has grown");
        });
    assertThatThrownBy(ended::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ColumnsGrewException.class);
  }

  @Test
  void onceTriesAllAndTellsTheFirstFailure() {
    keeper =
        keeper(
            2,
            (model, mark) -> {
              if (model.equals("fast")) {
                throw new IllegalStateException("of fast");
              }
              return answer(model, mark);
            });

    assertThatThrownBy(keeper::once).hasMessage("of fast");
    assertThat(answered).containsOnly(Map.entry("slow", 1L));
  }

  private void mark() {
    MarkGate.Turn turn = gate.begin("main");
    gate.mark(turn, () -> gate.newest() + 1);
    gate.end(turn);
  }

  private Outcome slowly(String model, long mark) {
    if (model.equals("slow")) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return answer(model, mark);
  }

  private Outcome answer(String model, long mark) {
    answered.put(model, mark);
    return new Outcome.Current(model, mark);
  }

  private void keep(int threads, GoldKeeper.Refresh refresh) {
    keeper = keeper(threads, refresh);
    ended =
        CompletableFuture.runAsync(
            () -> {
              try {
                keeper.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private GoldKeeper keeper(int threads, GoldKeeper.Refresh refresh) {
    GoldKeeper.Told told = new GoldKeeper.Told(gate, new FreshnessBoard(), metrics());
    Board board = Board.ofGold(MODELS, InstantSource.system());
    return new GoldKeeper(refresh, Optional.empty(), MODELS, told, board, threads);
  }

  private static StreamMetrics metrics() {
    return new StreamMetrics(InstantSource.system());
  }
}
