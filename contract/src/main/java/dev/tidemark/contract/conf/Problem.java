package dev.tidemark.contract.conf;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One mistake in conf: where it is, what is wrong, what to do.
 *
 * @param line counted from 1
 * @param kind what the finding rests on
 */
public record Problem(Path file, int line, String what, String remedy, Kind kind) {
  /** By file, then line: the order in which a person mends them. */
  public static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> problem.file().toString())
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::what);

  public Problem {
    requireNonNull(file, "file is null");
    requireNonNull(what, "what is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(kind, "kind is null");
  }

  public Problem(Path file, int line, String what, String remedy) {
    this(file, line, what, remedy, Kind.STRUCTURE);
  }

  /** What a finding rests on. */
  public enum Kind {
    /** The files alone. */
    STRUCTURE,
    /** What is known of the source's columns: ingest apply may make it go away. */
    COLUMNS
  }

  /** The same, resting on what is known of the source's columns. */
  public Problem aboutColumns() {
    return new Problem(file, line, what, remedy, Kind.COLUMNS);
  }

  /** {@code file:line: what; remedy}. */
  @Override
  public String toString() {
    return "%s:%s: %s; %s".formatted(file, line, what, remedy);
  }
}
