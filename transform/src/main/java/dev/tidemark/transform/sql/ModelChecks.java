package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Serve;
import dev.tidemark.contract.conf.Serve.Function;
import dev.tidemark.contract.conf.Serve.Measure;
import dev.tidemark.contract.conf.Suggestions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a model's file says, against the columns that its SELECT gives. */
final class ModelChecks {
  private final GoldModel model;
  private final StructType schema;
  private final List<Problem> problems;

  ModelChecks(GoldModel model, StructType schema, List<Problem> problems) {
    this.model = model;
    this.schema = schema;
    this.problems = problems;
  }

  void check() {
    columns();
    if (isColumn(model.intervalColumn(), "/interval/column", "the interval")) {
      StructField field = schema.apply(model.intervalColumn());
      if (!DatasetColumns.isTime(field.dataType())) {
        wrong(
            "/interval/column",
            "interval column '%s' is of type %s, which is no time"
                .formatted(field.name(), field.dataType().sql().toLowerCase(Locale.ROOT)),
            "make it a date, a timestamp or a timestamp_ntz, for instance CAST(%s AS DATE)"
                .formatted(field.name()));
      }
    }
    for (int i = 0; i < model.key().size(); i++) {
      isColumn(model.key().get(i), "/key/" + i, "the key");
    }
    model.serve().ifPresent(this::serve);
  }

  private void columns() {
    Located at = model.sqlAt();
    Set<String> seen = new HashSet<>();
    for (String name : schema.fieldNames()) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        problems.add(
            new Problem(
                at.file(),
                1,
                "the SELECT gives two columns '%s'".formatted(name),
                "give one of them another name with AS"));
      }
      if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
        problems.add(
            new Problem(
                at.file(),
                1,
                "the SELECT's column '%s' has no legal name".formatted(name),
                "name it with AS: begin with a letter, then letters, digits, underscores"));
      }
    }
  }

  private void serve(Serve serve) {
    for (int i = 0; i < serve.group().size(); i++) {
      isColumn(serve.group().get(i), "/serve/group/" + i, "the group");
    }
    for (int i = 0; i < serve.filters().size(); i++) {
      isColumn(serve.filters().get(i), "/serve/filters/" + i, "the filters");
    }
    isColumn(serve.range(), "/serve/range", "the range");
    serve
        .measures()
        .forEach(
            (name, measure) -> {
              if (measure instanceof Measure.Rollup rollup) {
                rollup(name, rollup);
              }
            });
  }

  private void rollup(String name, Measure.Rollup rollup) {
    String pointer = "/serve/measures/" + name;
    if (!isColumn(name, pointer, "the measures")) {
      return;
    }
    StructField field = schema.apply(name);
    if (rollup.function() == Function.SUM && !(field.dataType() instanceof NumericType)) {
      wrong(
          pointer,
          "measure '%s' is of type %s, which cannot be summed"
              .formatted(name, field.dataType().sql().toLowerCase(Locale.ROOT)),
          "use min or max, or make it a number in the SELECT");
    }
  }

  private boolean isColumn(String name, String pointer, String what) {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (names.contains(name)) {
      return true;
    }
    wrong(
        pointer,
        "'%s' of %s is no column of the SELECT in %s"
            .formatted(name, what, model.sqlAt().file().getFileName()),
        Suggestions.nearest(name, names)
            .map("did you mean '%s'?"::formatted)
            .orElse("it gives " + String.join(", ", names)));
    return false;
  }

  private void wrong(String pointer, String what, String remedy) {
    Problem problem = model.at().problem(pointer, what, remedy);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
