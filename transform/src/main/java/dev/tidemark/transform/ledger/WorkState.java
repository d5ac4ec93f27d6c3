package dev.tidemark.transform.ledger;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How far a piece of work is, and what it may become next. */
public enum WorkState {
  /** Written down; nothing was done yet. */
  REQUESTED,
  /** Begun. A lane that finds work so at its start does it from the beginning. */
  RUNNING,
  /** The source has emitted all rows of the interval into the topic. */
  EMITTED,
  /** Silver has it. */
  APPLIED,
  /** Silver has it and the numbers agree. */
  DONE,
  /** Given up; to be asked for anew. */
  FAILED;

  /** A piece of work that is not there yet is requested, and nothing else. */
  static boolean mayBegin(WorkState first) {
    return first == REQUESTED;
  }

  public boolean mayBecome(WorkState next, Route route) {
    return next(route).contains(next);
  }

  /** Neither done nor given up. */
  public boolean isOpen() {
    return this != DONE && this != FAILED;
  }

  private Set<WorkState> next(Route route) {
    return switch (this) {
      case REQUESTED -> EnumSet.of(RUNNING, FAILED);
      case RUNNING ->
          route == Route.SOURCE
              ? EnumSet.of(EMITTED, FAILED)
              : EnumSet.of(RUNNING, APPLIED, FAILED);
      case EMITTED -> EnumSet.of(APPLIED, FAILED);
      case APPLIED -> EnumSet.of(DONE, FAILED);
      case DONE, FAILED -> EnumSet.noneOf(WorkState.class);
    };
  }

  /** {@code requested}, {@code running} … */
  public static WorkState parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
