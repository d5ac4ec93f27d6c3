package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.deletion.RowPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What silver has of a key.
 *
 * @param sequence empty if somebody else has written the row without one: it is older than all
 * @param image the dataset's columns; those that marks do not need may be null
 * @param surplus more rows of the key, which somebody else has written: none of them counts
 */
record Standing(
    RowPosition position,
    Optional<Sequence> sequence,
    boolean deleted,
    Row image,
    List<Standing> surplus) {
  private static final Comparator<Standing> BY_SEQUENCE =
      Comparator.comparing(
          standing -> standing.sequence().orElse(null),
          Comparator.nullsFirst(Comparator.naturalOrder()));

  Standing(RowPosition position, Optional<Sequence> sequence, boolean deleted, Row image) {
    this(position, sequence, deleted, image, List.of());
  }

  /** Two rows of one key: the one with the higher sequence stands. */
  Standing beside(Standing other) {
    boolean stands = BY_SEQUENCE.compare(this, other) >= 0;
    Standing first = stands ? this : other;
    Standing second = stands ? other : this;
    List<Standing> rest = new ArrayList<>(first.surplus);
    rest.add(second);
    rest.addAll(second.surplus);
    return new Standing(first.position, first.sequence, first.deleted, first.image, rest);
  }
}
