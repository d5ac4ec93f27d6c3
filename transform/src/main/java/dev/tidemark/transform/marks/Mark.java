package dev.tidemark.transform.marks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One dirty part of a model.
 *
 * @param dataset whose change dirtied it; empty if the model itself changed
 */
public record Mark(String model, Scope scope, String dataset) {
  public Mark {
    requireNonNull(model, "model is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(dataset, "dataset is null");
  }

  /** What of the model. */
  public sealed interface Scope {
    /** The interval that begins then. */
    record Interval(Instant start) implements Scope {}

    /** Groups whose interval column is null. */
    record Nowhere() implements Scope {}

    /** All of it. */
    record Everything() implements Scope {}
  }

  public static Mark everything(String model, String dataset) {
    return new Mark(model, new Scope.Everything(), dataset);
  }
}
