package dev.tidemark.transform.ledger;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.StaleWriterException;
import dev.tidemark.transform.table.TableSpec;
import dev.tidemark.transform.table.TransactionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * {@code _tidemark/ledger}: every step of every piece of work, only appended to. Any process may
 * write; who comes second looks again at what the first one wrote and decides anew. Safe for
 * several threads.
 */
public final class Ledger {
  private static final String APPLICATION = "tidemark:ledger";
  private static final int TRIES = 50;

  private final SparkSession spark;
  private final LakeTable table;
  private final Path log;
  private final FileSystem files;
  private final Clock clock;
  private final Map<String, Transition> newest = new LinkedHashMap<>();
  private long last;
  private boolean read;

  private Ledger(
      SparkSession spark, LakeTable table, Configuration hadoop, Clock clock, String path) {
    this.spark = spark;
    this.table = table;
    this.clock = clock;
    this.log = new Path(path, "_delta_log");
    try {
      this.files = log.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("no file system for " + log, e);
    }
  }

  /** Opens the table, or makes it when absent. */
  public static Ledger open(SparkSession spark, Lake lake, Configuration hadoop, Clock clock) {
    String path = lake.own("ledger");
    LakeTable table = LakeTable.open(TableSpec.of(path, LedgerRows.SCHEMA), hadoop);
    return new Ledger(spark, table.compacted(), hadoop, clock, path);
  }

  /** Says what is to be written, given the newest line of each piece of work. */
  @FunctionalInterface
  public interface Decision {
    List<Transition> of(List<Transition> newest);
  }

  /** The newest line of each piece of work, oldest work first. Costs one look at one file. */
  public synchronized List<Transition> newest() {
    refresh();
    return List.copyOf(newest.values());
  }

  /**
   * Writes what the decision says, in one commit; asks it again when somebody else was first.
   *
   * @return the lines as written
   * @throws IllegalTransitionException if a piece of work cannot become what a line says
   */
  public synchronized List<Transition> append(Decision decision) {
    for (int tries = 1; ; tries++) {
      refresh();
      List<Transition> steps = decision.of(List.copyOf(newest.values()));
      if (steps.isEmpty()) {
        return List.of();
      }
      List<Transition> lines = lines(steps);
      try {
        table.append(
            Append.of(
                new TransactionId(APPLICATION, lines.get(lines.size() - 1).number()),
                lines.stream().map(LedgerRows::of).toList()));
        lines.forEach(this::remember);
        return lines;
      } catch (ConflictException | StaleWriterException e) {
        if (tries == TRIES) {
          throw e;
        }
        table.refresh();
        read = false;
      }
    }
  }

  private List<Transition> lines(List<Transition> steps) {
    Instant now = clock.instant();
    Map<String, WorkState> states = new HashMap<>();
    newest.forEach((id, line) -> states.put(id, line.state()));
    List<Transition> lines = new ArrayList<>(steps.size());
    for (Transition step : steps) {
      WorkState old = states.put(step.work().id(), step.state());
      boolean legal =
          old == null
              ? WorkState.mayBegin(step.state())
              : old.mayBecome(step.state(), step.work().route());
      if (!legal) {
        throw new IllegalTransitionException(step, old == null ? "not known" : old.toString());
      }
      lines.add(step.written(last + lines.size() + 1, now));
    }
    return lines;
  }

  private void refresh() {
    if (read && !isBehind()) {
      return;
    }
    table.refresh();
    for (Row row :
        spark
            .read()
            .format("delta")
            .load(table.spec().path())
            .where(col("number").gt(last))
            .sort("number")
            .collectAsList()) {
      remember(LedgerRows.line(row));
    }
    read = true;
  }

  private void remember(Transition line) {
    newest.put(line.work().id(), line);
    last = Math.max(last, line.number());
  }

  private boolean isBehind() {
    Path next = new Path(log, String.format(Locale.ROOT, "%020d.json", table.version() + 1));
    try {
      return files.exists(next);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + next, e);
    }
  }
}
