package dev.tidemark.contract.conf;

import dev.tidemark.contract.conf.Serve.Measure;
import java.util.List;
import java.util.Set;

/** What a served model must hold to, as far as its own file tells. */
final class ServeChecks {
  /** First parts of paths that the API keeps for itself. */
  private static final Set<String> OWN = Set.of("gold", "datasets", "records", "lineage");

  /** Query parameters of the API that mean something else than a column. */
  private static final Set<String> PARAMETERS = Set.of("from", "to", "limit", "order", "offset");

  private final GoldModel model;
  private final List<Problem> problems;

  ServeChecks(GoldModel model, List<Problem> problems) {
    this.model = model;
    this.problems = problems;
  }

  void check() {
    model.serve().ifPresent(this::check);
  }

  private void check(Serve serve) {
    String first = serve.path().split("/", 2)[0];
    if (OWN.contains(first)) {
      wrong(
          "/serve/path",
          "path '%s' begins with '%s', which the API keeps for itself"
              .formatted(serve.path(), first),
          "choose another");
    }
    for (int i = 0; i < serve.group().size(); i++) {
      mustBeAskable(serve.group().get(i), "/serve/group/" + i);
    }
    for (int i = 0; i < serve.filters().size(); i++) {
      mustBeAskable(serve.filters().get(i), "/serve/filters/" + i);
    }
    if (!serve.range().equals(model.intervalColumn())) {
      wrong(
          "/serve/range",
          "range '%s' is not the model's interval column".formatted(serve.range()),
          "write '%s'".formatted(model.intervalColumn()));
    }
    String order = serve.order().column();
    if (!serve.measures().containsKey(order) && !serve.group().contains(order)) {
      wrong(
          "/serve/order",
          "order '%s' is neither a measure nor in the group".formatted(order),
          "order by one of %s".formatted(serve.measures().keySet()));
    }
    serve.measures().forEach((name, measure) -> measure(serve, name, measure));
  }

  private void measure(Serve serve, String name, Measure measure) {
    if (measure instanceof Measure.Ratio ratio) {
      for (String part : List.of(ratio.dividend(), ratio.divisor())) {
        if (!(serve.measures().get(part) instanceof Measure.Rollup)) {
          wrong(
              "/serve/measures/" + name,
              "ratio '%s' needs a rolled-up measure '%s'".formatted(name, part),
              "add %s: sum to the measures".formatted(part));
        }
      }
    }
  }

  private void mustBeAskable(String column, String pointer) {
    if (!model.key().contains(column)) {
      wrong(
          pointer,
          "'%s' is not in the key of model '%s'".formatted(column, model.name()),
          "use one of %s".formatted(model.key()));
    }
    if (PARAMETERS.contains(column)) {
      wrong(
          pointer,
          "column '%s' cannot be asked for: '%s' is a parameter of the API"
              .formatted(column, column),
          "give it another name in the model's SQL, such as '%s_value'".formatted(column));
    }
  }

  private void wrong(String pointer, String what, String remedy) {
    problems.add(model.at().problem(pointer, what, remedy));
  }
}
