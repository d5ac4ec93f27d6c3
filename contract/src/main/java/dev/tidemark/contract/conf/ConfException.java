package dev.tidemark.contract.conf;

import java.util.List;
import java.util.stream.Collectors;

/** Conf that cannot be used; names every mistake at once. Programs end with exit code 2. */
public final class ConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfException(List<Problem> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .sorted(Problem.ORDER)
        .map(Problem::toString)
        .collect(
            Collectors.joining(
                "\n",
                problems.size() == 1
                    ? "1 mistake in conf:\n"
                    : problems.size() + " mistakes in conf:\n",
                ""));
  }
}
