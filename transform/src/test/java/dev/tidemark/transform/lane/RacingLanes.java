package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.fixture.MemorySilver;
import dev.tidemark.transform.fixture.MemorySilver.Event;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.marks.FullModels;
import dev.tidemark.transform.marks.Mark;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.marks.MarkedGold;
import dev.tidemark.transform.sql.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Lanes whose batches overlap in any way, and gold that answers between any two of their steps what
 * the gate lets it. One thread plays all of them, so that each order can be gone through.
 */
final class RacingLanes {
  /** Datasets whose rows count together only through joins are read by different lanes. */
  static final Map<String, String> LANES =
      Map.of("orders", "one", "cities", "one", "lines", "two", "customers", "three");

  /** How many steps are given before all lanes go to their end. */
  static final int STEPS = 60;

  /** What more batches touch is mended by the next. */
  private static final int FEW = 8;

  private final MemorySilver silver;
  private final FullModels models;
  private final MarkFinder finder;
  private final MarkGate gate = new MarkGate(0);
  private final Holding holding;
  private final Map<String, Player> players = new TreeMap<>();
  private final TreeMap<Long, Set<Mark>> marks = new TreeMap<>();
  private final Map<String, Map<Row, Scope>> gold;
  private long answered;

  /** What costs time to make. */
  record Ground(Conf conf, Analysis analysis) {
    static Ground make() {
      try {
        Conf conf = FullModels.conf(Files.createTempDirectory("racing-lanes-"));
        return new Ground(conf, Analysis.of(conf, TestSpark.session()).orThrow());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** When a batch lets gold answer. */
  enum Holding {
    /** As the product does. */
    UNTIL_SILVER,
    /** A planted mistake. */
    UNTIL_MARKED
  }

  private enum Step {
    LOOK,
    MARK,
    COMMIT
  }

  private final class Player {
    private final String lane;
    private final Deque<List<Event>> batches = new ArrayDeque<>();
    private Step next = Step.LOOK;
    private MarkGate.Turn turn;
    private Set<Mark> found;

    private Player(String lane) {
      this.lane = lane;
    }

    private void step() {
      List<Event> batch = batches.peek();
      if (batch == null) {
        return;
      }
      switch (next) {
        case LOOK -> {
          turn = gate.begin(lane);
          found = finder.find(silver.changes(batch));
          next = Step.MARK;
        }
        case MARK -> {
          if (!found.isEmpty()) {
            gate.mark(turn, () -> append(found));
          }
          if (holding == Holding.UNTIL_MARKED) {
            gate.end(turn);
          }
          next = Step.COMMIT;
        }
        case COMMIT -> {
          silver.apply(batches.remove());
          gate.end(turn);
          next = Step.LOOK;
        }
      }
    }
  }

  RacingLanes(Ground ground, Holding holding) {
    this.holding = holding;
    silver = new MemorySilver(ground.conf());
    models = new FullModels(ground.conf(), silver);
    finder = MarkedGold.inMemory(ground.conf(), ground.analysis(), silver);
    gold = new HashMap<>(models.results());
    LANES.values().forEach(lane -> players.computeIfAbsent(lane, Player::new));
  }

  /**
   * Plays all batches.
   *
   * @param batches each is split into one of each lane; only the first few are played
   * @param order whose step is next: a lane's, or gold's; when it is over, all go to their end
   */
  void play(List<List<Event>> batches, List<Integer> order) {
    for (List<Event> batch : batches.subList(0, Math.min(FEW, batches.size()))) {
      batch.stream()
          .collect(Collectors.groupingBy(event -> LANES.get(event.dataset())))
          .forEach((lane, events) -> players.get(lane).batches.add(events));
    }
    List<Player> lanes = new ArrayList<>(players.values());
    for (int who : order) {
      if (who < lanes.size()) {
        lanes.get(who).step();
      } else {
        refresh();
      }
    }
    for (Player lane : lanes) {
      while (!lane.batches.isEmpty()) {
        lane.step();
      }
    }
    refresh();
    assertThat(gate.answerable()).as("no batch is under way").isEqualTo(gate.newest());
    assertThat(gold).as("gold, and recomputed in full").isEqualTo(models.results());
  }

  private long append(Set<Mark> found) {
    long number = marks.isEmpty() ? 1 : marks.lastKey() + 1;
    marks.put(number, found);
    return number;
  }

  private void refresh() {
    long upTo = gate.answerable();
    assertThat(upTo).as("answers never go back").isGreaterThanOrEqualTo(answered);
    Set<Mark> pending = new HashSet<>();
    marks.subMap(answered, false, upTo, true).values().forEach(pending::addAll);
    Map<String, Map<Row, Scope>> full = models.results();
    gold.forEach(
        (model, rows) ->
            MarkedGold.refresh(
                rows,
                full.get(model),
                pending.stream()
                    .filter(mark -> mark.model().equals(model))
                    .map(Mark::scope)
                    .collect(Collectors.toSet())));
    answered = upTo;
  }
}
