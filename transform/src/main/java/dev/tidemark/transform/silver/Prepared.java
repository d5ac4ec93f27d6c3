package dev.tidemark.transform.silver;

import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.deletion.RowPosition;
import java.util.List;

/**
 * What a batch will do to silver.
 *
 * @param offered of each key the batch's newest change, whether it wins or not
 * @param winners at most one change a key, those that will be written
 * @param replaced where the rows stand that the winners take the place of
 * @param surplus more rows of the batch's keys, which somebody else has written; they leave too
 */
public record Prepared(
    Changes changes,
    List<Change> offered,
    List<Change> winners,
    List<RowPosition> replaced,
    List<RowPosition> surplus,
    Precedence precedence,
    Effect effect) {
  public Prepared {
    offered = List.copyOf(offered);
    winners = List.copyOf(winners);
    replaced = List.copyOf(replaced);
    surplus = List.copyOf(surplus);
  }

  /** How the winners meet what silver has. */
  public enum Effect {
    NOTHING,
    /** Silver has none of the keys. */
    INSERTS_ONLY,
    UPDATES
  }
}
