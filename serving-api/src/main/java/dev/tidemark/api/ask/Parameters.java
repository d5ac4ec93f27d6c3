package dev.tidemark.api.ask;

import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import dev.tidemark.contract.conf.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The query parameters of a request, all of them known.
 *
 * @param given values by name
 */
public record Parameters(Map<String, List<String>> given) {
  /** Of one filter. */
  static final int MOST_VALUES = 100;

  public Parameters {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /**
   * Checks the names.
   *
   * @param single may be given once
   * @param repeatable may be given often
   */
  public static Parameters of(
      Map<String, List<String>> given, List<String> single, List<String> repeatable) {
    Set<String> known = new LinkedHashSet<>(single);
    known.addAll(repeatable);
    for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
      String name = parameter.getKey();
      if (!known.contains(name)) {
        throw unknown(name, known);
      }
      if (single.contains(name) && parameter.getValue().size() > 1) {
        throw new ProblemException(
            ProblemKind.REPEATED_PARAMETER,
            "'%s' may be given once; it was given %s times: %s."
                .formatted(
                    name, parameter.getValue().size(), String.join(", ", parameter.getValue())));
      }
      if (parameter.getValue().size() > MOST_VALUES) {
        throw new ProblemException(
            ProblemKind.TOO_MANY_VALUES,
            "'%s' was given %s values; at most %s are possible."
                .formatted(name, parameter.getValue().size(), MOST_VALUES));
      }
    }
    return new Parameters(given);
  }

  /** Those of the columns whose names no parameter of ours has taken. */
  public static List<String> filters(List<String> single, List<String> columns) {
    return columns.stream().filter(column -> !single.contains(column)).toList();
  }

  public Optional<String> one(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return given.getOrDefault(name, List.of());
  }

  /** A count between {@code least} and {@code most}, both inclusive. */
  public int count(String name, ProblemKind kind, Count allowed) {
    String text = one(name).orElse(Integer.toString(allowed.preset()));
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= allowed.least() && number <= allowed.most()) {
        return number;
      }
    }
    throw new ProblemException(
        kind,
        "%s must be a whole number from %s to %s; %s=%s."
            .formatted(name, allowed.least(), allowed.most(), name, text));
  }

  /** Which counts are allowed, and which one is meant when none is given. */
  public record Count(int least, int most, int preset) {}

  private static ProblemException unknown(String name, Set<String> known) {
    List<String> names = new ArrayList<>(known);
    Optional<String> near = Suggestions.nearest(name, names);
    ProblemException problem =
        new ProblemException(
                ProblemKind.UNKNOWN_PARAMETER,
                "'%s' is not a parameter here; %snown are %s."
                    .formatted(
                        name,
                        near.map(word -> "did you mean '%s'? K".formatted(word)).orElse("k"),
                        String.join(", ", names)))
            .with("parameter", name)
            .with("known", names);
    near.ifPresent(word -> problem.with("didYouMean", word));
    return problem;
  }
}
