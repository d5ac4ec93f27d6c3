package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan in the making; every mistake is collected before any is told. */
final class PlanDraft {
  private final List<Change> changes = new ArrayList<>();
  private final Map<Plan.Kind, Integer> unchanged = new EnumMap<>(Plan.Kind.class);
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Map<String, String>> running = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  void change(Change change) {
    changes.add(change);
  }

  void unchanged(Plan.Kind kind) {
    unchanged.merge(kind, 1, Integer::sum);
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  void mustRun(String connector, Map<String, String> settings) {
    running.put(connector, settings);
  }

  void problems(Collection<Problem> more) {
    problems.addAll(more);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /**
   * The plan.
   *
   * @throws ConfException with every mistake
   */
  Plan finished() {
    if (!problems.isEmpty()) {
      throw new ConfException(problems.stream().sorted(Problem.ORDER).distinct().toList());
    }
    List<Change> ordered = new ArrayList<>(changes);
    ordered.sort(java.util.Comparator.comparingInt(PlanDraft::rank));
    return new Plan(ordered, unchanged, warnings, running);
  }

  /** A connector writes as soon as it is there: its topics come first. */
  private static int rank(Change change) {
    if (change instanceof Change.MakeTopic || change instanceof Change.AlterTopic) {
      return 0;
    }
    return change instanceof Change.MakeColumns || change instanceof Change.ChangeColumns ? 1 : 2;
  }
}
