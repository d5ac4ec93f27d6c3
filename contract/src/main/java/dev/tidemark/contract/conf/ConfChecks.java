package dev.tidemark.contract.conf;

import dev.tidemark.contract.conf.GoldModel.Input;
import dev.tidemark.contract.name.Identifiers;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What holds between files: every name leads somewhere, no two claim the same. */
final class ConfChecks {
  private final Conf conf;
  private final Set<String> unread;
  private final List<Problem> problems;

  private ConfChecks(Conf conf, Set<String> unread, List<Problem> problems) {
    this.conf = conf;
    this.unread = unread;
    this.problems = problems;
  }

  /**
   * @param unread names of files with mistakes of their own; what leads there is not told again
   */
  static void check(Conf conf, Set<String> unread, List<Problem> problems) {
    ConfChecks checks = new ConfChecks(conf, unread, problems);
    conf.datasets().values().forEach(checks::dataset);
    conf.gold().values().forEach(checks::model);
    checks.namesAreUnique();
    checks.tablesAreFollowedOnce();
    checks.pathsAreUnique();
    conf.gold().values().forEach(model -> new ServeChecks(model, problems).check());
  }

  private void dataset(Dataset dataset) {
    Source source = conf.sources().get(dataset.source());
    if (source == null && unread.contains(dataset.source())) {
      columns(dataset);
      return;
    }
    if (source == null) {
      problems.add(
          dataset
              .at()
              .problem(
                  "/source",
                  "source '%s' is not in conf/sources".formatted(dataset.source()),
                  oneOf(dataset.source(), conf.sources().keySet())));
    } else if (!source.tables().contains(dataset.table())) {
      problems.add(
          dataset
              .at()
              .problem(
                  "/table",
                  "table '%s' is not among the tables of source '%s'"
                      .formatted(dataset.table(), source.name()),
                  "add it to %s".formatted(source.at().file())));
    }
    columns(dataset);
  }

  private void columns(Dataset dataset) {
    Map<String, String> byCase = new HashMap<>();
    for (Dataset.Column column : dataset.columns()) {
      String same = byCase.put(column.name().toLowerCase(Locale.ROOT), column.source());
      if (same != null) {
        problems.add(
            dataset
                .at()
                .problem(
                    "/columns",
                    "columns '%s' and '%s' of %s both become '%s'"
                        .formatted(same, column.source(), dataset.table(), column.name()),
                    "rename one at the source: names differ by more than case and punctuation")
                .aboutColumns());
      }
      if (!Identifiers.isLegal(column.name())) {
        problems.add(
            dataset
                .at()
                .problem(
                    "/columns",
                    "column '%s' is not a legal name".formatted(column.name()),
                    "begin with a letter, then letters, digits, underscores")
                .aboutColumns());
      }
    }
    if (dataset.columns().isEmpty()) {
      problems.add(
          dataset
              .at()
              .problem(
                  "/table",
                  "the columns of dataset '%s' are not known yet".formatted(dataset.name()),
                  "run ingest apply, or declare all of them under columns:")
              .aboutColumns());
      return;
    }
    for (int i = 0; i < dataset.keys().size(); i++) {
      mustBeColumn(dataset, dataset.keys().get(i), dataset.at(), "/keys/" + i);
    }
    dataset
        .interval()
        .ifPresent(
            interval -> mustBeColumn(dataset, interval.column(), dataset.at(), "/interval/column"));
  }

  private void mustBeColumn(Dataset dataset, String column, Located at, String pointer) {
    if (dataset.columns().isEmpty() || dataset.column(column).isPresent()) {
      return;
    }
    List<String> names = dataset.columns().stream().map(Dataset.Column::name).toList();
    problems.add(
        at.problem(
                pointer,
                "dataset '%s' has no column '%s'".formatted(dataset.name(), column),
                oneOf(column, names))
            .aboutColumns());
  }

  private void model(GoldModel model) {
    if (!model.key().contains(model.intervalColumn())) {
      problems.add(
          model
              .at()
              .problem(
                  "/key",
                  "the key of model '%s' does not contain its interval's column '%s'"
                      .formatted(model.name(), model.intervalColumn()),
                  "add it: groups of different intervals must have different keys"));
    }
    model.inputs().forEach((dataset, input) -> input(model, dataset, input));
  }

  private void input(GoldModel model, String name, Input input) {
    String pointer = "/inputs/" + name;
    Dataset dataset = conf.datasets().get(name);
    if (dataset == null && unread.contains(name)) {
      return;
    }
    if (dataset == null) {
      String hint =
          conf.views().containsKey(name)
              ? "it is a view; name the datasets below it"
              : oneOf(name, conf.datasets().keySet());
      problems.add(
          model.at().problem(pointer, "input '%s' is not a dataset".formatted(name), hint));
      return;
    }
    if (input instanceof Input.ByColumn by) {
      mustBeColumn(dataset, by.column(), model.at(), pointer + "/interval");
    }
    if (input instanceof Input.Via via) {
      via(model, dataset, via, pointer);
    }
  }

  private void via(GoldModel model, Dataset dataset, Input.Via via, String pointer) {
    Dataset other = conf.datasets().get(via.dataset());
    if (other == null && unread.contains(via.dataset())) {
      return;
    }
    if (other == null) {
      problems.add(
          model
              .at()
              .problem(
                  pointer + "/via",
                  "input '%s' goes via '%s', which is not a dataset"
                      .formatted(dataset.name(), via.dataset()),
                  oneOf(via.dataset(), conf.datasets().keySet())));
      return;
    }
    via.on()
        .forEach(
            pair -> {
              mustBeColumn(dataset, pair.own(), model.at(), pointer + "/on");
              mustBeColumn(other, pair.other(), model.at(), pointer + "/on");
            });
    Set<String> seen = new LinkedHashSet<>(List.of(dataset.name()));
    Optional<Input> next = Optional.of(via);
    while (next.isPresent() && next.get() instanceof Input.Via step) {
      if (!seen.add(step.dataset())) {
        problems.add(
            model
                .at()
                .problem(
                    pointer + "/via",
                    "the chain %s → %s goes in a circle and reaches no interval"
                        .formatted(String.join(" → ", seen), step.dataset()),
                    "end it at a dataset with interval: COLUMN"));
        return;
      }
      next = Optional.ofNullable(model.inputs().get(step.dataset()));
    }
  }

  private void namesAreUnique() {
    Map<String, String> kinds = new HashMap<>();
    conf.datasets().values().forEach(d -> claim(kinds, d.name(), "dataset", d.at()));
    conf.views().values().forEach(v -> claim(kinds, v.name(), "view", v.at()));
    conf.gold().values().forEach(g -> claim(kinds, g.name(), "model", g.at()));
  }

  private void claim(Map<String, String> kinds, String name, String kind, Located at) {
    String other = kinds.putIfAbsent(name.toLowerCase(Locale.ROOT), kind + " '" + name + "'");
    if (other != null) {
      problems.add(
          at.problem(
              "",
              "%s '%s' has the same name as %s".formatted(kind, name, other),
              "rename one: SQL sees them side by side, and case does not tell them apart"));
    }
  }

  private void tablesAreFollowedOnce() {
    Map<String, String> topics = new TreeMap<>();
    for (Dataset dataset : conf.datasets().values()) {
      String other = topics.putIfAbsent(dataset.topic(), dataset.name());
      if (other != null) {
        problems.add(
            dataset
                .at()
                .problem(
                    "/table",
                    "datasets '%s' and '%s' follow the same table %s"
                        .formatted(other, dataset.name(), dataset.table()),
                    "keep one, and write a view for the other shape"));
      }
    }
  }

  private void pathsAreUnique() {
    Map<String, String> paths = new TreeMap<>();
    for (GoldModel model : conf.gold().values()) {
      if (model.serve().isEmpty()) {
        continue;
      }
      String other = paths.putIfAbsent(model.serve().get().path(), model.name());
      if (other != null) {
        problems.add(
            model
                .at()
                .problem(
                    "/serve/path",
                    "models '%s' and '%s' are served at the same path '%s'"
                        .formatted(other, model.name(), model.serve().get().path()),
                    "give one of them another"));
      }
    }
  }

  private static String oneOf(String word, Collection<String> known) {
    return Suggestions.nearest(word, known)
        .map(near -> "did you mean '%s'?".formatted(near))
        .orElse(known.isEmpty() ? "there is none yet" : "known: " + String.join(", ", known));
  }
}
