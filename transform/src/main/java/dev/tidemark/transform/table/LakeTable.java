package dev.tidemark.transform.table;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.deletion.AddedFile;
import dev.tidemark.transform.deletion.FileRows;
import dev.tidemark.transform.deletion.LiveFiles;
import dev.tidemark.transform.deletion.Merging;
import dev.tidemark.transform.deletion.Move;
import dev.tidemark.transform.deletion.Rewrite;
import dev.tidemark.transform.deletion.RowPosition;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CommitStateUnknownException;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.transaction.UpdateTableTransactionBuilder;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * A Delta table written by one process, its newest snapshot kept in memory between commits.
 *
 * <p>Commits of others are seen by {@link #refresh} only; until then a commit on top of them is
 * refused as a conflict. Safe for several threads, which take turns.
 */
public final class LakeTable implements RowTable {
  /** Domain metadata that holds the covered offsets. */
  static final String OFFSETS = "tidemark.offsets";

  /** Hadoop setting: how long old versions can be read, in milliseconds; a day if absent. */
  public static final String RETENTION = "tidemark.retention-millis";

  static final String ENGINE = "Tidemark";

  private static final long LOWER_HALF = 0xFFFF_FFFFL;

  /**
   * Parquet's own limit (1 MiB) lets it build dictionaries of columns whose every value is another,
   * such as offsets.
   */
  private static final String DICTIONARY_BYTES = Integer.toString(64 << 10);

  private final TableSpec spec;
  private final Configuration hadoop;
  private final Engine engine;
  private final KnownVersion known;
  private final CommitFailures failures;

  /** Null where small files stay. */
  private Compaction compaction;

  private LakeTable(TableSpec spec, Configuration hadoop, Engine engine, Snapshot snapshot) {
    this.spec = spec;
    this.hadoop = hadoop;
    this.engine = engine;
    this.known = new KnownVersion(spec.path(), engine, snapshot);
    this.failures = new CommitFailures(spec.path(), engine, known);
  }

  /**
   * Opens the table, or makes it when absent: domain metadata on, deletion vectors allowed, change
   * data feed off.
   *
   * @throws LakeException if the path cannot be written, or the table there has other columns
   */
  public static LakeTable open(TableSpec spec, Configuration hadoop) {
    WritableCheck.of(spec.path(), hadoop);
    LogTail.check(spec.path(), hadoop);
    Configuration files = new Configuration(hadoop);
    files.setIfUnset("parquet.dictionary.page.size", DICTIONARY_BYTES);
    Engine engine = DefaultEngine.create(files);
    return new LakeTable(spec, hadoop, engine, new TableOpening(spec, engine).snapshot());
  }

  /** Whether there is a table at a path. */
  public static boolean exists(String path, Configuration hadoop) {
    return KnownVersion.newest(path, hadoop).isPresent();
  }

  /** Offsets that the table at a path has taken in; none if there is no table. Makes none. */
  public static Coverage coveredAt(String path, Configuration hadoop) {
    return KnownVersion.newest(path, hadoop)
        .flatMap(table -> table.getDomainMetadata(OFFSETS))
        .map(text -> CoverageJson.read(path, text))
        .orElse(Coverage.NONE);
  }

  public TableSpec spec() {
    return spec;
  }

  /** Of the newest snapshot known. */
  public synchronized long version() {
    return known.version();
  }

  @Override
  public synchronized Coverage covered() {
    return known.covered();
  }

  /** Version of the application's newest transaction here. */
  public synchronized OptionalLong transaction(String application) {
    return known.transaction(application);
  }

  /** Domain metadata by name. */
  public synchronized Optional<String> domain(String name) {
    return known.domain(name);
  }

  /** Reads the log anew. */
  @Override
  public synchronized void refresh() {
    known.refresh();
  }

  /**
   * Commits once, with no retry; the table is as before if it throws.
   *
   * @throws StaleWriterException if the id is not newer than the application's last: another
   *     process took over
   * @throws ConflictException if somebody else committed first: refresh and decide anew
   * @throws LakeException if the files cannot be written
   */
  @Override
  public synchronized void append(Append commit) {
    replace(List.of(), commit);
  }

  /**
   * Takes rows out and appends others, in one commit, with no retry.
   *
   * @param old positions in the newest snapshot known; of an unpartitioned table only
   * @throws StaleWriterException as {@link #append}
   * @throws ConflictException if somebody else committed first: the positions may be of no meaning
   *     any more; refresh and decide anew
   * @throws LakeException if the files cannot be written
   */
  @Override
  public synchronized List<AddedFile> replace(Collection<RowPosition> old, Append commit) {
    failures.requireNewer(commit.id());
    known.shorten();
    Coverage sum = covered().with(commit.covered());
    Map<String, String> written = new HashMap<>(commit.domains());
    if (!sum.equals(covered())) {
      written.put(OFFSETS, CoverageJson.write(sum));
    }
    Change change =
        commit(
            Optional.of(commit.id()),
            commit.rows().size(),
            transaction -> {
              written.forEach(transaction::addDomainMetadata);
              return change(transaction, old, commit.rows());
            });
    known.wrote(sum, written);
    List<AddedFile> added =
        spec.partitionBy().isEmpty() ? LiveFiles.added(change.added()) : List.of();
    if (compaction != null) {
      compaction.turn();
    }
    return added;
  }

  /**
   * The files of the newest snapshot known, by name.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized Map<String, FileRows> files() {
    return known.live().byName();
  }

  /**
   * How many rows the newest snapshot known has.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized long rows() {
    return known.live().rows();
  }

  /**
   * Shows columns of files, batch by batch.
   *
   * @throws LakeException if a file cannot be read
   */
  public void read(Collection<FileRows> files, List<String> columns, BatchReader reader) {
    StructType schema;
    synchronized (this) {
      schema = known.snapshot().getSchema();
    }
    new FileScan(engine, spec.path(), schema).read(files, columns, reader);
  }

  /**
   * Files that are better one, if there are any.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized Optional<FileMerge> mergeable(long nowMillis) {
    return known
        .live()
        .mergeable(nowMillis)
        .map(group -> new FileMerge(group, known.snapshot(), engine, spec.partitionBy()));
  }

  /**
   * Puts a merged file in place of those that it was made of, in one commit, with no retry. Rows
   * that were taken out since are taken out of it too; no row comes, goes or changes its order. It
   * takes no transaction id: it changes no row, and whoever does not know the newest commit of the
   * lane's holder is refused as any other writer.
   *
   * @return where the rows went; empty, and nothing done, if the table's files were read anew since
   * @throws ConflictException as {@link #append}; the file is of no use any more
   */
  public synchronized Optional<List<Move>> commit(FileMerge.Merged merged) {
    known.shorten();
    try {
      Optional<Merging> merging =
          known.live().merging(merged.group(), merged.file(), System.currentTimeMillis(), hadoop);
      merging.ifPresent(
          found ->
              commit(Optional.empty(), 0, transaction -> new Change(found.rewrite(), List.of())));
      return merging.map(Merging::moves);
    } catch (IOException e) {
      throw failures.failed(0, e);
    }
  }

  /**
   * From here on, small files of this table become one every now and then, after a commit.
   *
   * @param moved told at once, by the thread that commits, where the rows went
   */
  public synchronized LakeTable compacted(Consumer<List<Move>> moved) {
    compaction = new Compaction(this, moved);
    return this;
  }

  /** {@link #compacted(Consumer)} for a table where nobody remembers where its rows stand. */
  public LakeTable compacted() {
    return compacted(moves -> {});
  }

  /** Removes files that no version needs which is younger than the lake's retention. */
  Cleaning.Removed clean(long nowMillis) throws IOException {
    long retention = hadoop.getLong(RETENTION, TimeUnit.DAYS.toMillis(1));
    return new Cleaning(spec.path(), engine, hadoop).run(nowMillis - retention);
  }

  /** Its new files, and what becomes of those that were there. */
  private record Change(Rewrite rewrite, List<Row> added) {
    List<Row> actions() {
      List<Row> actions = new ArrayList<>(rewrite.actions());
      actions.addAll(added);
      return actions;
    }
  }

  /** What a transaction is to commit. */
  private interface Work {
    Change of(Transaction transaction) throws IOException;
  }

  private Change change(
      Transaction transaction, Collection<RowPosition> old, List<org.apache.spark.sql.Row> rows)
      throws IOException {
    Rewrite rewrite =
        old.isEmpty()
            ? Rewrite.NONE
            : known.live().without(old, System.currentTimeMillis(), hadoop);
    // the table's own fields: a widened one remembers the types it had
    DataFiles files = new DataFiles(engine, known.snapshot().getSchema(), spec.partitionBy());
    return new Change(rewrite, files.write(transaction, rows));
  }

  @Override
  public synchronized void retire(String application) {
    OptionalLong last = transaction(application);
    if (last.isPresent() && (last.getAsLong() & LOWER_HALF) != LOWER_HALF) {
      append(Append.of(new TransactionId(application, last.getAsLong() | LOWER_HALF), List.of()));
    }
  }

  private Change commit(Optional<TransactionId> id, int rows, Work work) {
    TransactionCommitResult result;
    Change change;
    try {
      UpdateTableTransactionBuilder builder =
          known.snapshot().buildUpdateTableTransaction(ENGINE, Operation.WRITE).withMaxRetries(0);
      if (id.isPresent()) {
        builder = builder.withTransactionId(id.get().application(), id.get().version());
      }
      Transaction transaction = builder.build(engine);
      change = work.of(transaction);
      result = transaction.commit(engine, DataFiles.actions(change.actions()));
      known.took(change.rewrite(), change.added());
    } catch (ConcurrentTransactionException e) {
      throw failures.stale(id.orElseThrow(), e);
    } catch (ConcurrentWriteException
        | MaxCommitRetryLimitReachedException
        | CommitStateUnknownException e) {
      throw failures.conflict(id, e);
    } catch (IOException | UncheckedIOException | KernelException e) {
      throw failures.failed(rows, e);
    }
    known.advance(result, id);
    PostCommit.run(engine, spec.path(), result.getPostCommitHooks(), known::checkpointed);
    return change;
  }
}
