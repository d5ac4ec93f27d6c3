package dev.tidemark.transform.marks;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.marks.Mark.Scope;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * All marks, numbered by one counter that never goes back. Those that gold has not answered are
 * kept in memory too, so that a batch costs no scan. Safe for several threads.
 */
public final class Marks {
  /** Domain metadata that holds the newest number. */
  static final String COUNTER = "tidemark.marks";

  private static final int TRIES = 20;

  private static final StructType SCHEMA =
      new StructType()
          .add("_mark", DataTypes.LongType, false)
          .add("model", DataTypes.StringType, false)
          .add("_interval", DataTypes.TimestampType)
          .add("kind", DataTypes.StringType, false)
          .add("dataset", DataTypes.StringType, false)
          .add("lane", DataTypes.StringType, false)
          .add("_marked_at", DataTypes.TimestampType, false);

  private final SparkSession spark;
  private final String path;
  private final LakeTable table;
  private final Clock clock;
  private final Map<String, NavigableMap<Long, Set<Scope>>> open = new HashMap<>();
  private long floor;

  private Marks(SparkSession spark, String path, LakeTable table, Clock clock) {
    this.spark = spark;
    this.path = path;
    this.table = table;
    this.clock = clock;
  }

  /** Opens the table, or makes it when absent. */
  public static Marks open(SparkSession spark, Lake lake, Configuration hadoop, Clock clock) {
    String path = lake.own("marks");
    return new Marks(
        spark, path, LakeTable.open(TableSpec.of(path, SCHEMA), hadoop).compacted(), clock);
  }

  /**
   * Commits marks under the next number, which is returned; without marks nothing is committed and
   * the newest number is returned.
   *
   * @param lane which made them
   */
  public synchronized long append(
      Set<Mark> marks, TransactionId id, Coverage covered, String lane) {
    if (marks.isEmpty()) {
      return newest();
    }
    return commit(marks, number -> id, covered, lane);
  }

  /** Marks all of a model, whose definition changed or is new. */
  public synchronized long rebuild(String model) {
    return commit(
        Set.of(Mark.everything(model, "")),
        number -> new TransactionId("tidemark:gold:" + model, number),
        Coverage.NONE,
        "");
  }

  private long commit(
      Set<Mark> marks, LongFunction<TransactionId> id, Coverage covered, String lane) {
    for (int tries = 1; ; tries++) {
      long number = newest() + 1;
      Map<String, String> counter = Map.of(COUNTER, Long.toString(number));
      try {
        table.append(new Append(id.apply(number), rows(number, marks, lane), covered, counter));
        remember(number, marks);
        return number;
      } catch (ConflictException e) {
        if (tries == TRIES) {
          throw e;
        }
        table.refresh();
      }
    }
  }

  private List<Row> rows(long number, Set<Mark> marks, String lane) {
    Instant now = clock.instant();
    List<Row> rows = new ArrayList<>(marks.size());
    for (Mark mark : marks) {
      Instant start = mark.scope() instanceof Scope.Interval interval ? interval.start() : null;
      rows.add(
          RowFactory.create(
              number, mark.model(), start, kind(mark.scope()), mark.dataset(), lane, now));
    }
    return rows;
  }

  private void remember(long number, Collection<Mark> marks) {
    for (Mark mark : marks) {
      NavigableMap<Long, Set<Scope>> known = open.get(mark.model());
      if (known != null) {
        known.computeIfAbsent(number, key -> new HashSet<>()).add(mark.scope());
      }
    }
  }

  /** The number of the newest marks; 0 if there were never any. */
  public synchronized long newest() {
    return Math.max(floor, table.domain(COUNTER).map(Long::parseLong).orElse(0L));
  }

  /** Numbers given from now on are greater: somebody downstream has seen this one. */
  public synchronized void startAbove(long number) {
    floor = Math.max(floor, number);
  }

  /** Offsets whose marks are all here. */
  public synchronized Coverage covered() {
    return table.covered();
  }

  /**
   * What marks numbered above {@code after}, up to and with {@code upTo}, say of a model. Older
   * ones are forgotten.
   */
  public synchronized Pending pending(String model, long after, long upTo) {
    NavigableMap<Long, Set<Scope>> known = open.get(model);
    if (known == null) {
      known = load(model, after);
      open.put(model, known);
    }
    known.headMap(after, true).clear();
    Set<Scope> scopes = new HashSet<>();
    known.headMap(upTo, true).values().forEach(scopes::addAll);
    return Pending.of(upTo, scopes);
  }

  private NavigableMap<Long, Set<Scope>> load(String model, long after) {
    NavigableMap<Long, Set<Scope>> loaded = new TreeMap<>();
    spark
        .read()
        .format("delta")
        .load(path)
        .where(col("model").equalTo(model).and(col("_mark").gt(after)))
        .select("_mark", "kind", "_interval")
        .collectAsList()
        .forEach(
            row ->
                loaded
                    .computeIfAbsent(row.getLong(0), key -> new HashSet<>())
                    .add(scope(row.getString(1), row.getInstant(2))));
    return loaded;
  }

  private static String kind(Scope scope) {
    if (scope instanceof Scope.Interval) {
      return "interval";
    }
    return scope instanceof Scope.Nowhere ? "null" : "all";
  }

  private static Scope scope(String kind, Instant start) {
    return switch (kind) {
      case "interval" -> new Scope.Interval(start);
      case "null" -> new Scope.Nowhere();
      default -> new Scope.Everything();
    };
  }
}
