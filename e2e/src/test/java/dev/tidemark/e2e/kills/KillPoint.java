package dev.tidemark.e2e.kills;

import static dev.tidemark.e2e.kills.Progress.Extent.ALL;
import static dev.tidemark.e2e.kills.Progress.Extent.NONE;
import static dev.tidemark.e2e.kills.Progress.Extent.SOME;

import dev.tidemark.e2e.fixture.FaultyDisk.Deed;
import dev.tidemark.e2e.fixture.FaultyDisk.Moment;
import dev.tidemark.e2e.fixture.Link;
import dev.tidemark.e2e.kills.Progress.Seen;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where the stream is killed: between two steps of the commit protocol, in their order. */
enum KillPoint {
  READ(
      "Kafka was read",
      "the first commit to bronze",
      disk(Moment.BEFORE, 1, "bronze/[^/]+"),
      new Seen(NONE, NONE, NONE, NONE, NONE)),
  BRONZE_OF_ONE(
      "one dataset's commit to bronze",
      "the other datasets'",
      disk(Moment.AFTER, 1, "bronze/[^/]+"),
      new Seen(SOME, NONE, NONE, NONE, NONE)),
  BRONZE_OF_THREE(
      "three datasets' commits to bronze",
      "the last two",
      disk(Moment.AFTER, 3, "bronze/[^/]+"),
      new Seen(SOME, NONE, NONE, NONE, NONE)),
  BRONZE(
      "bronze",
      "marks",
      disk(Moment.BEFORE, 1, "_tidemark/marks"),
      new Seen(ALL, NONE, NONE, NONE, NONE)),
  MARKS(
      "marks",
      "quarantine",
      disk(Moment.BEFORE, 1, "_tidemark/quarantine"),
      new Seen(ALL, ALL, NONE, NONE, NONE)),
  QUARANTINE(
      "quarantine",
      "batches",
      disk(Moment.BEFORE, 1, "_tidemark/batches"),
      new Seen(ALL, ALL, NONE, NONE, NONE)),
  BATCHES(
      "batches",
      "silver is written",
      disk(Moment.AFTER, 1, "_tidemark/batches"),
      new Seen(ALL, ALL, NONE, NONE, NONE)),
  SILVER_FILES(
      "the first dataset's rows and deletion vectors were written",
      "their commit to silver",
      disk(Moment.BEFORE, 1, "silver/[^/]+"),
      new Seen(ALL, ALL, NONE, NONE, NONE)),
  SILVER_OF_ONE(
      "one dataset's commit to silver",
      "the other datasets'",
      disk(Moment.AFTER, 1, "silver/[^/]+"),
      new Seen(ALL, ALL, SOME, NONE, NONE)),
  SILVER(
      "silver",
      "the first model's gold",
      disk(Moment.BEFORE, 1, "gold/[^/]+"),
      new Seen(ALL, ALL, ALL, NONE, NONE)),
  GOLD_OF_ONE(
      "one model's gold",
      "its INSERT into ClickHouse",
      disk(Moment.AFTER, 1, "gold/[^/]+"),
      new Seen(ALL, ALL, ALL, SOME, NONE)),
  INSERT(
      "the INSERT was sent",
      "ClickHouse heard it",
      wire(Link.Moment.BEFORE, () -> insert("sales_by_city")),
      new Seen(ALL, ALL, ALL, SOME, NONE)),
  ANSWER(
      "ClickHouse answered",
      "the stream heard it",
      wire(Link.Moment.ANSWERED, () -> insert("sales_by_city")),
      new Seen(ALL, ALL, ALL, SOME, SOME)),
  LAST_ANSWER(
      "ClickHouse answered the last model",
      "the stream heard it",
      wire(Link.Moment.ANSWERED, () -> insert("sales_by_salesperson")),
      new Seen(ALL, ALL, ALL, ALL, ALL)),
  FRESHNESS(
      "every model was published",
      "how fresh they are",
      wire(Link.Moment.BEFORE, KillPoint::freshness),
      new Seen(ALL, ALL, ALL, ALL, ALL)),
  FRESHNESS_ANSWER(
      "ClickHouse has how fresh they are",
      "the stream heard it",
      wire(Link.Moment.ANSWERED, KillPoint::freshness),
      new Seen(ALL, ALL, ALL, ALL, ALL));

  final String after;
  final String before;

  @SuppressWarnings("ImmutableEnumChecker") // a record of enums
  final Seen seen;

  @SuppressWarnings("ImmutableEnumChecker") // a function of constants
  private final Trap trap;

  KillPoint(String after, String before, Trap trap, Seen seen) {
    this.after = after;
    this.before = before;
    this.trap = trap;
    this.seen = seen;
  }

  /** Lets the stream go on from {@link World#hold}, to its death. */
  void arm(World world) {
    trap.set(world);
  }

  private interface Trap {
    void set(World world);
  }

  private static Trap disk(Moment moment, int nth, String table) {
    Pattern commit = Pattern.compile(table + "/_delta_log/\\d{20}[.]json$");
    return world -> world.disk.order(Deed.HALT, moment, nth, commit);
  }

  private static Trap wire(Link.Moment moment, Supplier<Predicate<String>> request) {
    return world -> {
      world.clickHouse.atNext(request.get(), moment, () -> world.stream().kill());
      world.disk.works();
    };
  }

  private static Predicate<String> insert(String table) {
    return line -> line.contains("INSERT INTO") && line.contains(table);
  }

  /** The first one after the last model of the batch. */
  private static Predicate<String> freshness() {
    Predicate<String> last = insert("sales_by_salesperson");
    Predicate<String> told = insert("_tidemark_datasets");
    AtomicBoolean published = new AtomicBoolean();
    return line -> {
      if (last.test(line)) {
        published.set(true);
      }
      return published.get() && told.test(line);
    };
  }
}
