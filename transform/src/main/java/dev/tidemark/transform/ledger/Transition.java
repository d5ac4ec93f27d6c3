package dev.tidemark.transform.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A line of the ledger: what a piece of work became.
 *
 * @param offsets where its records lie in the topic, for a person; empty if it has none
 * @param detail for a person; empty if there is nothing to say
 * @param number its place among all lines; 0 until it is written
 * @param at when it was written
 */
public record Transition(
    Work work,
    WorkState state,
    Counts counts,
    String offsets,
    String detail,
    long number,
    Instant at) {
  public Transition {
    requireNonNull(work, "work is null");
    requireNonNull(state, "state is null");
    requireNonNull(counts, "counts is null");
    requireNonNull(offsets, "offsets is null");
    requireNonNull(detail, "detail is null");
    requireNonNull(at, "at is null");
  }

  /** The first line of a piece of work. */
  public static Transition request(Work work) {
    return new Transition(work, WorkState.REQUESTED, Counts.NONE, "", "", 0, Instant.EPOCH);
  }

  /** The next line; counts and offsets stay until others are given. */
  public Transition to(WorkState next, String why) {
    return new Transition(work, next, counts, offsets, why, 0, Instant.EPOCH);
  }

  public Transition with(Counts counted) {
    return new Transition(work, state, counted, offsets, detail, number, at);
  }

  public Transition withOffsets(String span) {
    return new Transition(work, state, counts, span, detail, number, at);
  }

  Transition written(long place, Instant when) {
    return new Transition(work, state, counts, offsets, detail, place, when);
  }
}
