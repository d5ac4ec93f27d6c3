package dev.tidemark.api.metrics;

import dev.tidemark.contract.conf.Conf;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names paths in metrics: as many as conf has, never as many as strangers think of. */
@Singleton
final class PathLabels {
  private static final String OTHER = "other";
  private static final List<String> FIXED =
      List.of("/", "/v1/datasets", "/health", "/health/live", "/openapi", "/prometheus");

  private final Set<String> known = new HashSet<>(FIXED);

  PathLabels(Conf conf) {
    conf.gold()
        .values()
        .forEach(
            model -> {
              known.add("/v1/gold/" + model.name());
              model.serve().ifPresent(serve -> known.add("/v1/" + serve.path()));
            });
  }

  String of(String path) {
    if (path.startsWith("/docs")) {
      return "/docs";
    }
    if (path.startsWith("/v1/lineage/")) {
      return "/v1/lineage/{name}";
    }
    return known.contains(path) ? path : OTHER;
  }
}
