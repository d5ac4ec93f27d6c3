package dev.tidemark.api.ask;

import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.util.Optional;

/** Event time from {@code from} (inclusive) up to {@code to} (exclusive), either may be open. */
public record TimeRange(Optional<TimeBound> from, Optional<TimeBound> to) {
  public TimeRange {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new ProblemException(
          ProblemKind.BAD_RANGE,
          "to is exclusive and must be after from; from=%s, to=%s."
              .formatted(from.get().text(), to.get().text()));
    }
  }

  /** The parameters from and to, for a column of this type. */
  public static TimeRange of(Parameters parameters, ColumnType type) {
    return new TimeRange(
        parameters.one("from").map(text -> TimeBound.parse("from", text, type)),
        parameters.one("to").map(text -> TimeBound.parse("to", text, type)));
  }
}
