package dev.tidemark.transform.table;

import java.util.function.Supplier;

/**
 * Appends to a table in which several lanes write, each lines of its own: what others commit in
 * between changes nothing of them.
 */
public final class SharedAppend {
  private static final int ATTEMPTS = 10;

  private SharedAppend() {}

  /**
   * Commits once; after a commit of somebody else, again.
   *
   * @param commit made anew for each attempt, with an id of its own
   * @throws StaleWriterException if another process took over
   * @throws ConflictException if others keep committing in between
   */
  public static void to(OffsetTable table, Supplier<Append> commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        table.append(commit.get());
        return;
      } catch (ConflictException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        table.refresh();
      }
    }
  }
}
