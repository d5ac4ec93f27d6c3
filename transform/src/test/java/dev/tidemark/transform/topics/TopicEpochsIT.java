package dev.tidemark.transform.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.Fence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicEpochsIT {
  private static final int LANES = 3;

  @TempDir private Path folder;
  private final Map<String, Fence> fences = new ConcurrentHashMap<>();

  @Test
  void aTopicThatIsMadeAnewBeginsAnEpoch() {
    Broker.Described first = new Broker.Described("t", "one", 2);
    assertThat(resolve("main", first)).containsEntry("t", new TopicState("t", "one", 0, 2));
    assertThat(resolve("main", first)).containsEntry("t", new TopicState("t", "one", 0, 2));

    assertThat(resolve("main", new Broker.Described("t", "two", 1)))
        .containsEntry("t", new TopicState("t", "two", 1, 1));
  }

  @Test
  void lanesThatStartAtOnceAgree() throws Exception {
    Broker.Described shared = new Broker.Described("heartbeats", "one", 1);
    CyclicBarrier together = new CyclicBarrier(LANES);
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<Map<String, TopicState>>> found = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        String name = "lane" + lane;
        found.add(
            lanes.submit(
                () -> {
                  together.await();
                  return resolve(name, shared, new Broker.Described(name, "own", 1));
                }));
      }
      for (Future<Map<String, TopicState>> states : found) {
        assertThat(states.get())
            .hasSize(2)
            .containsEntry("heartbeats", new TopicState("heartbeats", "one", 0, 1));
      }
    } finally {
      lanes.shutdownNow();
    }
    Lake lake = new Lake(folder.toString());
    assertThat(TopicEpochs.known(TestSpark.session(), lake)).hasSize(LANES + 1);
    assertThat(TestSpark.session().read().format("delta").load(lake.own("topics")).count())
        .as("each topic once")
        .isEqualTo(LANES + 1);
  }

  private Map<String, TopicState> resolve(String lane, Broker.Described... topics) {
    return new TopicEpochs(
            TestSpark.session(),
            new Lake(folder.toString()),
            fences.computeIfAbsent(lane, name -> new CountingFence(name, 1)),
            Clock.systemUTC())
        .resolve(List.of(topics));
  }
}
