package dev.tidemark.transform.table;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import java.util.Optional;
import java.util.OptionalLong;

/** Says why a commit to a table did not come about. */
final class CommitFailures {
  private final String table;
  private final Engine engine;
  private final KnownVersion known;

  CommitFailures(String table, Engine engine, KnownVersion known) {
    this.table = table;
    this.engine = engine;
    this.known = known;
  }

  /**
   * @throws StaleWriterException if the application has committed this or a newer one
   */
  void requireNewer(TransactionId id) {
    if (isTaken(id, known.transaction(id.application()))) {
      throw stale(id, null);
    }
  }

  private static boolean isTaken(TransactionId id, OptionalLong last) {
    return last.isPresent() && last.getAsLong() >= id.version();
  }

  StaleWriterException stale(TransactionId id, RuntimeException cause) {
    return new StaleWriterException(
        "Table %s refuses transaction %s of '%s': it has an equal or newer one. Another process holds the lease of this lane, or the dataset was moved to another lane; stop one of the two."
            .formatted(table, id.version(), id.application()),
        cause);
  }

  /** Somebody else was first: one who has taken over, if it has the application's name. */
  RuntimeException conflict(Optional<TransactionId> id, RuntimeException cause) {
    Snapshot newest = TableManager.loadSnapshot(table).build(engine);
    if (id.isPresent() && isTaken(id.get(), known.transaction(newest, id.get().application()))) {
      return stale(id.get(), cause);
    }
    return new ConflictException(
        "Table %s: version %s was committed by somebody else first (we knew version %s)"
            .formatted(table, newest.getVersion(), known.version()),
        cause);
  }

  LakeException failed(int rows, Exception cause) {
    return new LakeException(
        "Table %s: a commit of %s rows failed: %s. See that the lake has room and can be written; the work is done again at the next start."
            .formatted(table, rows, cause.getMessage()),
        cause);
  }
}
