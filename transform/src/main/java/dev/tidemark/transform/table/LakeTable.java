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
import io.delta.kernel.TableManager;
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
import io.delta.kernel.exceptions.TableNotFoundException;
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
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final TableSpec spec;
  private final Configuration hadoop;
  private final Engine engine;
  private final AtomicBoolean checkpointed = new AtomicBoolean();
  private final Map<String, Optional<String>> domains = new HashMap<>();
  private final Map<String, OptionalLong> transactions = new HashMap<>();
  private Snapshot snapshot;
  private Coverage covered;

  /** Of the snapshot; null until rows are taken out for the first time. */
  private LiveFiles live;

  /** Null where small files stay. */
  private Compaction compaction;

  private LakeTable(TableSpec spec, Configuration hadoop, Engine engine, Snapshot snapshot) {
    this.spec = spec;
    this.hadoop = hadoop;
    this.engine = engine;
    take(snapshot);
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
    Engine engine = DefaultEngine.create(hadoop);
    return new LakeTable(spec, hadoop, engine, new TableOpening(spec, engine).snapshot());
  }

  /** Whether there is a table at a path. */
  public static boolean exists(String path, Configuration hadoop) {
    return at(path, hadoop).isPresent();
  }

  /** Offsets that the table at a path has taken in; none if there is no table. Makes none. */
  public static Coverage coveredAt(String path, Configuration hadoop) {
    return at(path, hadoop)
        .flatMap(table -> table.getDomainMetadata(OFFSETS))
        .map(text -> CoverageJson.read(path, text))
        .orElse(Coverage.NONE);
  }

  private static Optional<Snapshot> at(String path, Configuration hadoop) {
    try {
      return Optional.of(TableManager.loadSnapshot(path).build(DefaultEngine.create(hadoop)));
    } catch (TableNotFoundException absent) {
      return Optional.empty();
    }
  }

  public TableSpec spec() {
    return spec;
  }

  /** Of the newest snapshot known. */
  public synchronized long version() {
    return snapshot.getVersion();
  }

  @Override
  public synchronized Coverage covered() {
    if (covered == null) {
      covered =
          domain(OFFSETS).map(text -> CoverageJson.read(spec.path(), text)).orElse(Coverage.NONE);
    }
    return covered;
  }

  /** Version of the application's newest transaction here. */
  public synchronized OptionalLong transaction(String application) {
    return transactions.computeIfAbsent(application, name -> lastTransaction(snapshot, name));
  }

  /** Domain metadata by name. */
  public synchronized Optional<String> domain(String name) {
    return domains.computeIfAbsent(name, snapshot::getDomainMetadata);
  }

  /** Reads the log anew. */
  @Override
  public synchronized void refresh() {
    take(TableManager.loadSnapshot(spec.path()).build(engine));
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
    requireNewer(commit.id(), transaction(commit.id().application()));
    shorten();
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
    covered = sum;
    written.forEach((name, value) -> domains.put(name, Optional.of(value)));
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
    return known().byName();
  }

  /**
   * How many rows the newest snapshot known has.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized long rows() {
    return known().rows();
  }

  /**
   * Shows columns of files, batch by batch.
   *
   * @throws LakeException if a file cannot be read
   */
  public void read(Collection<FileRows> files, List<String> columns, BatchReader reader) {
    StructType schema;
    synchronized (this) {
      schema = snapshot.getSchema();
    }
    new FileScan(engine, spec.path(), schema).read(files, columns, reader);
  }

  private LiveFiles known() {
    try {
      return live();
    } catch (IOException e) {
      throw new LakeException(
          "Table %s: its files cannot be told: %s".formatted(spec.path(), e.getMessage()), e);
    }
  }

  /**
   * Files that are better one, if there are any.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized Optional<FileMerge> mergeable(long nowMillis) {
    return known()
        .mergeable(nowMillis)
        .map(group -> new FileMerge(group, snapshot, engine, spec.partitionBy()));
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
    shorten();
    try {
      Optional<Merging> merging =
          live().merging(merged.group(), merged.file(), System.currentTimeMillis(), hadoop);
      merging.ifPresent(
          found ->
              commit(Optional.empty(), 0, transaction -> new Change(found.rewrite(), List.of())));
      return merging.map(Merging::moves);
    } catch (IOException e) {
      throw failed(0, e);
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

  private void shorten() {
    if (checkpointed.getAndSet(false)) {
      // a shorter log behind the same version; never a newer one, which would hide a conflict
      snapshot = TableManager.loadSnapshot(spec.path()).atVersion(version()).build(engine);
    }
  }

  private LiveFiles live() throws IOException {
    if (live == null) {
      live = LiveFiles.of(snapshot, engine);
    }
    return live;
  }

  private Change change(
      Transaction transaction, Collection<RowPosition> old, List<org.apache.spark.sql.Row> rows)
      throws IOException {
    Rewrite rewrite =
        old.isEmpty() ? Rewrite.NONE : live().without(old, System.currentTimeMillis(), hadoop);
    // the table's own fields: a widened one remembers the types it had
    DataFiles files = new DataFiles(engine, snapshot.getSchema(), spec.partitionBy());
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
          snapshot.buildUpdateTableTransaction(ENGINE, Operation.WRITE).withMaxRetries(0);
      if (id.isPresent()) {
        builder = builder.withTransactionId(id.get().application(), id.get().version());
      }
      Transaction transaction = builder.build(engine);
      change = work.of(transaction);
      result = transaction.commit(engine, DataFiles.actions(change.actions()));
      if (live != null) {
        live.take(change.rewrite(), change.added());
      }
    } catch (ConcurrentTransactionException e) {
      throw stale(id.orElseThrow(), e);
    } catch (ConcurrentWriteException
        | MaxCommitRetryLimitReachedException
        | CommitStateUnknownException e) {
      throw conflict(id, e);
    } catch (IOException | UncheckedIOException | KernelException e) {
      throw failed(rows, e);
    }
    snapshot = result.getPostCommitSnapshot().orElseGet(() -> at(result.getVersion()));
    id.ifPresent(done -> transactions.put(done.application(), OptionalLong.of(done.version())));
    PostCommit.run(engine, spec.path(), result.getPostCommitHooks(), () -> checkpointed.set(true));
    return change;
  }

  private LakeException failed(int rows, Exception cause) {
    return new LakeException(
        "Table %s: a commit of %s rows failed: %s. See that the lake has room and can be written; the work is done again at the next start."
            .formatted(spec.path(), rows, cause.getMessage()),
        cause);
  }

  private RuntimeException conflict(Optional<TransactionId> id, RuntimeException cause) {
    Snapshot newest = TableManager.loadSnapshot(spec.path()).build(engine);
    if (id.isPresent()) {
      OptionalLong last = lastTransaction(newest, id.get().application());
      if (last.isPresent() && last.getAsLong() >= id.get().version()) {
        return stale(id.get(), cause);
      }
    }
    return new ConflictException(
        "Table %s: version %s was committed by somebody else first (we knew version %s)"
            .formatted(spec.path(), newest.getVersion(), version()),
        cause);
  }

  private void requireNewer(TransactionId id, OptionalLong last) {
    if (last.isPresent() && last.getAsLong() >= id.version()) {
      throw stale(id, null);
    }
  }

  private StaleWriterException stale(TransactionId id, RuntimeException cause) {
    return new StaleWriterException(
        "Table %s refuses transaction %s of '%s': it has an equal or newer one. Another process holds the lease of this lane, or the dataset was moved to another lane; stop one of the two."
            .formatted(spec.path(), id.version(), id.application()),
        cause);
  }

  private OptionalLong lastTransaction(Snapshot of, String application) {
    return of.getLatestTransactionVersion(engine, application)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private Snapshot at(long version) {
    return TableManager.loadSnapshot(spec.path()).atVersion(version).build(engine);
  }

  private void take(Snapshot newest) {
    snapshot = newest;
    covered = null;
    live = null;
    domains.clear();
    transactions.clear();
  }
}
