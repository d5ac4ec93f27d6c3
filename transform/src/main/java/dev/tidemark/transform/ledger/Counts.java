package dev.tidemark.transform.ledger;

import java.util.OptionalLong;

/**
 * What was counted of a piece of work; empty: not counted, or not yet.
 *
 * @param emitted rows that the source says it emitted
 * @param bronze records found in bronze: rows of the interval that were re-emitted, or, where
 *     silver is derived again, every change of a row in it
 * @param spilled records re-emitted with a row outside of the interval
 * @param keys live rows that silver has in the interval
 */
public record Counts(
    OptionalLong emitted, OptionalLong bronze, OptionalLong spilled, OptionalLong keys) {
  public static final Counts NONE =
      new Counts(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  public Counts withEmitted(long rows) {
    return new Counts(OptionalLong.of(rows), bronze, spilled, keys);
  }

  public Counts withBronze(long records) {
    return new Counts(emitted, OptionalLong.of(records), spilled, keys);
  }

  public Counts withSpilled(long records) {
    return new Counts(emitted, bronze, OptionalLong.of(records), keys);
  }

  public Counts withKeys(long rows) {
    return new Counts(emitted, bronze, spilled, OptionalLong.of(rows));
  }
}
