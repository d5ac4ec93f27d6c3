package dev.tidemark.transform.lineage;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Source;
import java.net.URI;
import java.nio.file.Path;

/** Names as OpenLineage's conventions want them, so that other programs' events meet ours. */
final class Names {
  private final Conf conf;

  Names(Conf conf) {
    this.conf = conf;
  }

  /** Where, and what there. */
  record Name(String namespace, String name) {}

  Name of(Node node) {
    Platform platform = conf.platform();
    return switch (node.kind()) {
      case TABLE -> table(node);
      case TOPIC ->
          new Name("kafka://" + platform.bootstrapServers().split(",", 2)[0].strip(), node.name());
      case BRONZE -> path(platform.lake().bronze(node.name()));
      case SILVER -> path(platform.lake().silver(node.name()));
      case GOLD -> path(platform.lake().gold(node.name()));
      case CLICKHOUSE ->
          new Name(
              "clickhouse://" + platform.clickhouse().url().getAuthority(),
              platform.clickhouse().database() + "." + node.name());
      case API ->
          new Name(
              "http://%s:%s".formatted(platform.api().host(), platform.api().port()), node.name());
    };
  }

  private Name table(Node node) {
    Dataset dataset = conf.datasetOfTopic(node.name()).orElseThrow();
    Source source = conf.sources().get(dataset.source());
    if (source instanceof DatabaseSource database) {
      return new Name(
          "%s://%s:%s".formatted(database.kind(), database.host(), database.port()),
          dataset.table());
    }
    return path(((FileSource) source).folder().resolve(dataset.table()).toString());
  }

  private static Name path(String path) {
    if (path.contains("://")) {
      URI uri = URI.create(path);
      return new Name(
          uri.getScheme() + "://" + (uri.getAuthority() == null ? "" : uri.getAuthority()),
          uri.getPath());
    }
    return new Name("file", Path.of(path).toAbsolutePath().normalize().toString());
  }
}
