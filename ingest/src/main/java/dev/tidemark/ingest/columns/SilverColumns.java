package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.conf.Suggestions;
import dev.tidemark.contract.name.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a dataset as its table at the source has them, and every mistake in conf that only
 * the source can show.
 *
 * @param warnings what works, but not as one may think
 */
public record SilverColumns(
    List<SilverColumn> columns, List<Problem> problems, List<String> warnings) {
  private static final String RENAME = "rename it at the source";

  public SilverColumns {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  public static SilverColumns of(Source.Kind kind, Dataset dataset, SourceTable table) {
    List<Problem> problems = new ArrayList<>();
    List<SilverColumn> columns = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (SourceColumn column : table.columns()) {
      SilverType type = SilverType.of(kind, column.type());
      if (type instanceof SilverType.NotSent notSent) {
        warnings.add(leftOut(dataset, column, notSent.why()));
        continue;
      }
      column(dataset, column, type, problems).ifPresent(columns::add);
    }
    collisions(dataset, columns, problems);
    unknownNames(dataset, columns, problems);
    warnings.addAll(keyWarnings(dataset, table, columns));
    return new SilverColumns(columns, problems, warnings);
  }

  private static String leftOut(Dataset dataset, SourceColumn column, String why) {
    return "dataset %s has no column '%s' of %s: %s; what silver should have, keep there in a column of another type, such as text"
        .formatted(dataset.name(), column.name(), dataset.table(), why);
  }

  private static Optional<SilverColumn> column(
      Dataset dataset, SourceColumn column, SilverType type, List<Problem> problems) {
    if (column.type().isUnreadable()) {
      return Optional.empty(); // told with the source, dataset or not
    }
    String name;
    try {
      name = Identifiers.of(column.name());
    } catch (IllegalArgumentException e) {
      String what = e.getMessage().replaceFirst("[,;] " + RENAME + "$", "");
      problems.add(dataset.at().problem("/table", what, RENAME));
      return Optional.empty();
    }
    String declared = dataset.declared().get(name);
    if (type instanceof SilverType.Known known) {
      return Optional.of(line(column, name, known.sql()));
    }
    if (declared != null) {
      return Optional.of(line(column, name, declared));
    }
    problems.add(
        dataset
            .at()
            .problem(
                "/table",
                "column '%s' of %s: %s"
                    .formatted(column.name(), dataset.table(), ((SilverType.Refused) type).why()),
                "declare another under columns:, such as {%s: string}, or change it at the source"
                    .formatted(name)));
    return Optional.empty();
  }

  private static SilverColumn line(SourceColumn column, String name, String type) {
    return new SilverColumn(name, column.name(), type, column.type().full(), column.nullable());
  }

  private static void collisions(
      Dataset dataset, List<SilverColumn> columns, List<Problem> problems) {
    Map<String, SilverColumn> byCase = new HashMap<>();
    for (SilverColumn column : columns) {
      SilverColumn same = byCase.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
      if (same != null) {
        problems.add(
            dataset
                .at()
                .problem(
                    "/table",
                    "columns '%s' and '%s' of %s both become '%s'"
                        .formatted(same.from(), column.from(), dataset.table(), same.name()),
                    "rename one at the source: names differ by more than case and punctuation"));
      }
    }
  }

  private static void unknownNames(
      Dataset dataset, List<SilverColumn> columns, List<Problem> problems) {
    List<String> names = columns.stream().map(SilverColumn::name).toList();
    for (int i = 0; i < dataset.keys().size(); i++) {
      known(dataset, "/keys/" + i, dataset.keys().get(i), names).ifPresent(problems::add);
    }
    dataset
        .interval()
        .flatMap(interval -> known(dataset, "/interval/column", interval.column(), names))
        .ifPresent(problems::add);
    for (String declared : dataset.declared().keySet()) {
      known(dataset, "/columns/" + declared, declared, names).ifPresent(problems::add);
    }
  }

  private static Optional<Problem> known(
      Dataset dataset, String pointer, String name, List<String> names) {
    if (names.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(
        dataset
            .at()
            .problem(
                pointer,
                "table %s has no column '%s'".formatted(dataset.table(), name),
                Suggestions.nearest(name, names)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("known: " + String.join(", ", names))));
  }

  private static List<String> keyWarnings(
      Dataset dataset, SourceTable table, List<SilverColumn> columns) {
    if (table.primaryKey().isEmpty()) {
      return List.of(
          "table %s has no primary key: its records carry none, and with several partitions their order is lost; add one at the source, or write settings: {message.key.columns: \"%s:%s\"} in conf/sources/%s.yaml"
              .formatted(
                  table.name(),
                  table.name(),
                  String.join(",", sourceNames(dataset, columns)),
                  dataset.source()));
    }
    Set<String> primaryKey = new HashSet<>();
    columns.stream()
        .filter(column -> table.primaryKey().contains(column.from()))
        .forEach(column -> primaryKey.add(column.name()));
    return primaryKey.equals(Set.copyOf(dataset.keys()))
        ? List.of()
        : List.of(
            "dataset %s has the keys %s, but the primary key of %s is %s; rows that share these keys replace each other"
                .formatted(dataset.name(), dataset.keys(), table.name(), table.primaryKey()));
  }

  private static List<String> sourceNames(Dataset dataset, List<SilverColumn> columns) {
    return columns.stream()
        .filter(column -> dataset.keys().contains(column.name()))
        .map(SilverColumn::from)
        .toList();
  }
}
