package dev.tidemark.transform.table;

import dev.tidemark.contract.sequence.Coverage;

/** A table that is appended to, and knows the offsets that it has taken in. */
public interface OffsetTable {
  Coverage covered();

  /**
   * Commits once, with no retry; the table is as before if it throws.
   *
   * @throws StaleWriterException if the id is not newer than the application's last: another
   *     process took over
   * @throws ConflictException if somebody else committed first: refresh and decide anew
   */
  void append(Append commit);

  /**
   * An application writes here no more: whatever it still tries is refused, until it comes back
   * with the next upper half of its transaction numbers (see ADR 1).
   */
  void retire(String application);

  /** Sees commits of others. */
  void refresh();
}
