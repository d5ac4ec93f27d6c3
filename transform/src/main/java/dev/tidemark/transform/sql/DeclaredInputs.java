package dev.tidemark.transform.sql;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.GoldModel.Input;
import dev.tidemark.contract.conf.GoldModel.Pair;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.transform.sql.Way.Why;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructType;

/** What conf says of a model's inputs, over what was derived: conf wins. */
final class DeclaredInputs {
  private final GoldModel model;
  private final Map<String, Dataset> datasets;
  private final Inputs.Derived derived;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  DeclaredInputs(
      GoldModel model,
      Map<String, Dataset> datasets,
      Inputs.Derived derived,
      List<Problem> problems,
      List<Problem> warnings) {
    this.model = model;
    this.datasets = datasets;
    this.derived = derived;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** By dataset, one for each that the SQL reads or conf declares. */
  Map<String, Way> ways() {
    Map<String, Way> ways = new TreeMap<>(derived.ways());
    model.inputs().keySet().stream()
        .filter(datasets::containsKey)
        .forEach(
            name -> {
              resolve(name, new LinkedHashSet<>()).ifPresent(way -> ways.put(name, way));
              if (!derived.ways().containsKey(name)) {
                warnings.add(
                    model
                        .at()
                        .problem(
                            "/inputs/" + name,
                            "the SQL of model '%s' does not read '%s'"
                                .formatted(model.name(), name),
                            "remove the entry, unless others go through it"));
              }
            });
    ways.forEach(this::warnOfEverything);
    return ways;
  }

  private void warnOfEverything(String dataset, Way way) {
    if (way instanceof Way.Everything all && all.why() == Why.DERIVED) {
      warnings.add(
          model
              .at()
              .problem(
                  "/inputs/" + dataset,
                  "each change of '%s' dirties every interval of model '%s': %s"
                      .formatted(dataset, model.name(), all.reason()),
                  "declare how it reaches them under inputs:, or accept it with %s: {all: true}"
                      .formatted(dataset)));
    }
  }

  private Optional<Way> resolve(String name, Set<String> seen) {
    Input declared = model.inputs().get(name);
    if (declared == null) {
      return Optional.ofNullable(derived.ways().get(name));
    }
    if (declared instanceof Input.All) {
      return Optional.of(new Way.Everything(Why.DECLARED, "declared so"));
    }
    if (declared instanceof Input.ByColumn by) {
      return byColumn(name, by);
    }
    if (!seen.add(name)) {
      return Optional.empty(); // a circle, which contract has named
    }
    return via(name, (Input.Via) declared, seen);
  }

  private Optional<Way> byColumn(String name, Input.ByColumn by) {
    List<Path> direct = new ArrayList<>();
    if (derived.ways().get(name) instanceof Way.Along along) {
      along.paths().stream().filter(path -> path.hops().isEmpty()).forEach(direct::add);
    }
    StructType columns = DatasetColumns.of(datasets.get(name));
    if (direct.isEmpty() && datasets.get(name).column(by.column()).isPresent()) {
      RowValue value = RowValue.ofColumn(by.column(), columns);
      if (!DatasetColumns.isTime(value.type())) {
        problems.add(
            model
                .at()
                .problem(
                    "/inputs/" + name + "/interval",
                    "column '%s' of '%s' is of type %s, which is no time"
                        .formatted(
                            by.column(),
                            name,
                            value.type().sql().toLowerCase(java.util.Locale.ROOT)),
                    "name a column of type date, timestamp or timestamp_ntz"));
        return Optional.empty();
      }
      direct.add(new Path(List.of(), value, derived.whenAbsent()));
    }
    return direct.isEmpty() ? Optional.empty() : Optional.of(new Way.Along(direct));
  }

  private Optional<Way> via(String name, Input.Via via, Set<String> seen) {
    Dataset other = datasets.get(via.dataset());
    if (other == null) {
      return Optional.empty();
    }
    Optional<Way> rest = resolve(via.dataset(), seen);
    if (rest.isEmpty()) {
      if (!model.inputs().containsKey(via.dataset())) {
        problems.add(
            model
                .at()
                .problem(
                    "/inputs/" + name + "/via",
                    "input '%s' goes via '%s', which leads to no interval: the SQL does not read it"
                        .formatted(name, via.dataset()),
                    "add inputs: %s: {interval: COLUMN} or {via: …, on: […]}"
                        .formatted(via.dataset())));
      }
      return Optional.empty();
    }
    if (!(rest.get() instanceof Way.Along along)) {
      return rest;
    }
    return hop(name, other, via.on())
        .map(
            hop -> new Way.Along(along.paths().stream().map(path -> prefixed(hop, path)).toList()));
  }

  private static Path prefixed(Hop hop, Path path) {
    List<Hop> hops = new ArrayList<>(List.of(hop));
    hops.addAll(path.hops());
    return new Path(hops, path.interval(), path.whenAbsent());
  }

  private Optional<Hop> hop(String name, Dataset other, List<Pair> on) {
    StructType ownColumns = DatasetColumns.of(datasets.get(name));
    StructType otherColumns = DatasetColumns.of(other);
    List<RowValue> own = new ArrayList<>();
    List<RowValue> others = new ArrayList<>();
    for (Pair pair : on) {
      if (datasets.get(name).column(pair.own()).isEmpty() || other.column(pair.other()).isEmpty()) {
        return Optional.empty(); // contract has named it
      }
      RowValue a = RowValue.ofColumn(pair.own(), ownColumns);
      RowValue b = RowValue.ofColumn(pair.other(), otherColumns);
      Optional<DataType> common = common(a.type(), b.type());
      if (common.isEmpty()) {
        problems.add(
            model
                .at()
                .problem(
                    "/inputs/" + name + "/on",
                    "%s.%s is %s and %s.%s is %s: they are not compared"
                        .formatted(
                            name,
                            pair.own(),
                            a.type().sql(),
                            other.name(),
                            pair.other(),
                            b.type().sql()),
                    "name columns of the same type, or {all: true}"));
        return Optional.empty();
      }
      own.add(cast(a, common.get(), ownColumns));
      others.add(cast(b, common.get(), otherColumns));
    }
    return Optional.of(new Hop(own, other.name(), others));
  }

  private static Optional<DataType> common(DataType a, DataType b) {
    if (a.equals(b) && EqualValues.areExact(a)) {
      return Optional.of(a);
    }
    boolean integers = a instanceof IntegralType && b instanceof IntegralType;
    return integers ? Optional.of(DataTypes.LongType) : Optional.empty();
  }

  private static RowValue cast(RowValue value, DataType type, StructType columns) {
    if (value.type().equals(type)) {
      return value;
    }
    return RowValue.of(
        new Cast(value.expression(), type, scala.Option.apply("UTC"), EvalMode.ANSI()), columns);
  }
}
