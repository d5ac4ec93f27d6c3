package dev.tidemark.transform.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What one lane, or gold, does now. Any thread may tell it. */
public final class Board {
  private final String name;
  private final InstantSource clock;
  private final Writer writer = Writer.self();
  private final Map<String, Optional<Condition>> own = new TreeMap<>();
  private final Map<String, Long> behind = new TreeMap<>();
  private final Map<String, Instant> validThrough = new TreeMap<>();
  private Condition whole;
  private Optional<Report.Batch> batch = Optional.empty();
  private boolean changed = true;

  private Board(String name, Collection<String> lines, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.whole = Condition.of(State.CATCHING_UP, clock.instant());
    lines.forEach(line -> own.put(line, Optional.empty()));
  }

  public static Board ofLane(String lane, Collection<String> datasets, InstantSource clock) {
    return new Board(lane, datasets, clock);
  }

  public static Board ofGold(Collection<String> models, InstantSource clock) {
    return new Board(Report.GOLD, models, clock);
  }

  String name() {
    return name;
  }

  /** All of it works; of single lines only those that wait for causes of their own do not. */
  public synchronized void is(State state) {
    turn(Condition.of(state, clock.instant()));
  }

  /** All of it waits. */
  public synchronized void waits(String cause) {
    turn(Condition.waiting(cause, clock.instant()));
  }

  /** One dataset or model waits for a cause of its own, or no more. */
  public synchronized void line(String line, Optional<String> cause) {
    Optional<Condition> before = own.get(line);
    Optional<Condition> now =
        cause
            .map(text -> Condition.waiting(text, clock.instant()))
            .map(next -> before.map(old -> old.to(next)).orElse(next));
    changed |= !before.equals(now);
    own.put(line, now);
  }

  public synchronized void batch(long id, long records, Instant committed) {
    batch = Optional.of(new Report.Batch(id, records, committed));
    changed = true;
  }

  public synchronized void behind(Map<String, Long> records) {
    changed |= !behind.equals(records);
    behind.clear();
    behind.putAll(records);
  }

  public synchronized void validThrough(Map<String, Instant> moments) {
    changed |= !validThrough.equals(moments);
    validThrough.clear();
    validThrough.putAll(moments);
  }

  /** True once after each change. */
  synchronized boolean takeChanged() {
    boolean taken = changed;
    changed = false;
    return taken;
  }

  synchronized Report report() {
    List<Report.Line> lines = new ArrayList<>();
    own.forEach(
        (line, condition) ->
            lines.add(
                new Report.Line(
                    line,
                    whole.state() == State.STOPPED ? whole : condition.orElse(whole),
                    behind.containsKey(line)
                        ? OptionalLong.of(behind.get(line))
                        : OptionalLong.empty(),
                    Optional.ofNullable(validThrough.get(line)))));
    return new Report(name, writer, clock.instant(), whole, batch, lines);
  }

  private void turn(Condition next) {
    Condition before = whole;
    whole = before.to(next);
    changed |= !whole.equals(before);
  }
}
