package dev.tidemark.api.gold;

import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve;
import dev.tidemark.contract.conf.Suggestions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The models of conf, by name and by path. */
@Singleton
final class Models {
  private final Map<String, GoldModel> byName;
  private final Map<String, GoldModel> byPath = new TreeMap<>();

  Models(Conf conf) {
    this.byName = conf.gold();
    byName
        .values()
        .forEach(
            model -> model.serve().map(Serve::path).ifPresent(path -> byPath.put(path, model)));
  }

  /** The model, or a problem that names those that exist. */
  GoldModel named(String name) {
    GoldModel model = byName.get(name);
    if (model != null) {
      return model;
    }
    Collection<String> names = byName.keySet();
    throw unknown(
        ProblemKind.UNKNOWN_MODEL, "There is no model '%s'".formatted(name), name, names, "models");
  }

  /** The model served at the path, or a problem that names the paths that exist. */
  GoldModel at(String path) {
    GoldModel model = byPath.get(path);
    if (model != null) {
      return model;
    }
    List<String> paths =
        new ArrayList<>(byPath.keySet().stream().map(known -> "/v1/" + known).toList());
    paths.add("/v1/gold/{model}");
    paths.add("/v1/datasets");
    paths.add("/v1/lineage/{name}");
    throw unknown(
        ProblemKind.UNKNOWN_PATH,
        "There is nothing at /v1/%s".formatted(path),
        "/v1/" + path,
        paths,
        "paths");
  }

  private static ProblemException unknown(
      ProblemKind kind, String what, String word, Collection<String> known, String member) {
    Optional<String> near = Suggestions.nearest(word, known);
    ProblemException problem =
        new ProblemException(
                kind,
                "%s; %shere %s."
                    .formatted(
                        what,
                        near.map(other -> "did you mean '%s'? T".formatted(other)).orElse("t"),
                        known.isEmpty() ? "is none in conf" : "are " + String.join(", ", known)))
            .with(member, List.copyOf(known));
    near.ifPresent(other -> problem.with("didYouMean", other));
    return problem;
  }
}
