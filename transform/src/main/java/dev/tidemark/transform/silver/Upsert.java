package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.table.Fence;
import java.util.List;
import java.util.Optional;

/**
 * Brings changes into one dataset's silver table: of each key the change with the highest sequence
 * stays. Which implementation ran never shows in the table.
 *
 * <p>Used by one thread at a time.
 */
public interface Upsert extends AutoCloseable {
  /** Offsets whose changes silver has. */
  Coverage covered();

  /** From here on, commits of older terms are refused. */
  void fence(Fence fence);

  /** The dataset was taken from another lane, whose commits are refused from here on. */
  void retire(String application);

  /** Reads what is to be in memory before the first batch comes. */
  void warm();

  /**
   * By which rows can be looked up: as the table is now; empty if there is none. For any thread.
   */
  Optional<RowIndex> index();

  /** Its memory is given back. */
  @Override
  void close();

  /** Finds what the changes will do, and writes nothing. */
  Prepared prepare(List<Change> changes, Precedence precedence);

  /**
   * Writes what was prepared, then records the offsets. Repeating it after a crash ends in the same
   * rows. With nothing prepared and nothing newly covered it commits nothing.
   *
   * @throws dev.tidemark.transform.table.StaleWriterException if another process took over
   * @throws dev.tidemark.transform.table.ConflictException if others keep committing in between
   */
  void commit(Prepared prepared, Coverage covered, Fence fence);
}
