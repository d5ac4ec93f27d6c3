package dev.tidemark.transform.table;

import dev.tidemark.contract.sequence.Coverage;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/** A Delta table written by one process, the newest snapshot kept in memory between commits. */
@SuppressWarnings("DoNotCallSuggester")
public final class LakeTable {
  private LakeTable() {}

  /** Opens the table, or makes it when absent. */
  public static LakeTable open(TableSpec spec, Configuration hadoop) {
    throw new UnsupportedOperationException("lands with the next commit: " + spec + hadoop);
  }

  /** Of the newest snapshot known. */
  public long version() {
    throw new UnsupportedOperationException("lands with the next commit");
  }

  /** Offsets that the table has taken in. */
  public Coverage covered() {
    throw new UnsupportedOperationException("lands with the next commit");
  }

  /** Version of the application's newest transaction here. */
  public OptionalLong transaction(String application) {
    throw new UnsupportedOperationException("lands with the next commit: " + application);
  }

  /** Domain metadata by name. */
  public Optional<String> domain(String name) {
    throw new UnsupportedOperationException("lands with the next commit: " + name);
  }

  /**
   * Commits once, with no retry.
   *
   * @throws StaleWriterException if the id is not newer than the application's last: another
   *     process took over
   * @throws ConflictException if somebody else committed first: refresh and decide anew
   */
  public void append(Append commit) {
    throw new UnsupportedOperationException("lands with the next commit: " + commit);
  }

  /** Reads the log anew: sees commits of others. */
  public void refresh() {
    throw new UnsupportedOperationException("lands with the next commit");
  }
}
