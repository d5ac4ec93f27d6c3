package dev.tidemark.transform.table;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.deletion.LiveFiles;
import dev.tidemark.transform.deletion.Rewrite;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;

/**
 * The newest version of a table that its writer knows, and what was read of it. For one thread at a
 * time, but for {@link #checkpointed}.
 */
final class KnownVersion {
  private final String table;
  private final Engine engine;
  private final AtomicBoolean checkpointed = new AtomicBoolean();
  private final Map<String, Optional<String>> domains = new HashMap<>();
  private final Map<String, OptionalLong> transactions = new HashMap<>();
  private Snapshot snapshot;
  private Coverage covered;

  /** Null until somebody asks for them. */
  private LiveFiles live;

  KnownVersion(String table, Engine engine, Snapshot snapshot) {
    this.table = table;
    this.engine = engine;
    this.snapshot = snapshot;
  }

  /** Of the table at a path; empty if there is none. */
  static Optional<Snapshot> newest(String path, Configuration hadoop) {
    try {
      return Optional.of(TableManager.loadSnapshot(path).build(DefaultEngine.create(hadoop)));
    } catch (TableNotFoundException absent) {
      return Optional.empty();
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }

  long version() {
    return snapshot.getVersion();
  }

  Coverage covered() {
    if (covered == null) {
      covered =
          domain(LakeTable.OFFSETS)
              .map(text -> CoverageJson.read(table, text))
              .orElse(Coverage.NONE);
    }
    return covered;
  }

  OptionalLong transaction(String application) {
    return transactions.computeIfAbsent(application, name -> transaction(snapshot, name));
  }

  /** Version of the application's newest transaction in a snapshot. */
  OptionalLong transaction(Snapshot of, String application) {
    return of.getLatestTransactionVersion(engine, application)
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  Optional<String> domain(String name) {
    return domains.computeIfAbsent(name, snapshot::getDomainMetadata);
  }

  /**
   * @throws LakeException if the log cannot be read
   */
  LiveFiles live() {
    if (live == null) {
      try {
        live = LiveFiles.of(snapshot, engine);
      } catch (IOException e) {
        throw new LakeException(
            "Table %s: its files cannot be told: %s".formatted(table, e.getMessage()), e);
      }
    }
    return live;
  }

  /** Reads the log anew. */
  void refresh() {
    snapshot = TableManager.loadSnapshot(table).build(engine);
    covered = null;
    live = null;
    domains.clear();
    transactions.clear();
  }

  /** There is a checkpoint of this version or one before; for any thread. */
  void checkpointed() {
    checkpointed.set(true);
  }

  /** Behind the same version a shorter log; never a newer one, which would hide a conflict. */
  void shorten() {
    if (checkpointed.getAndSet(false)) {
      snapshot = at(version());
    }
  }

  /** What a commit that stands has done to the files. */
  void took(Rewrite rewrite, List<Row> added) {
    if (live != null) {
      live.take(rewrite, added);
    }
  }

  /** To the version that a commit has made. */
  void advance(TransactionCommitResult result, Optional<TransactionId> id) {
    snapshot = result.getPostCommitSnapshot().orElseGet(() -> at(result.getVersion()));
    id.ifPresent(done -> transactions.put(done.application(), OptionalLong.of(done.version())));
  }

  /**
   * What the commit that made this version has written beside rows.
   *
   * @param offsets that the table covers now
   */
  void wrote(Coverage offsets, Map<String, String> domainsWritten) {
    covered = offsets;
    domainsWritten.forEach((name, value) -> domains.put(name, Optional.of(value)));
  }

  private Snapshot at(long version) {
    return TableManager.loadSnapshot(table).atVersion(version).build(engine);
  }
}
