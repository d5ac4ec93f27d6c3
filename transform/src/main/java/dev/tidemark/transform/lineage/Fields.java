package dev.tidemark.transform.lineage;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.lineage.Node.Kind;
import dev.tidemark.transform.sql.Analysis;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of what has columns that we know. */
final class Fields {
  private final Conf conf;
  private final Analysis analysis;

  Fields(Conf conf, Analysis analysis) {
    this.conf = conf;
    this.analysis = analysis;
  }

  /**
   * A column.
   *
   * @param type absent where it is the source's own
   */
  record Field(String name, Optional<String> type) {}

  List<Field> of(Node node) {
    return switch (node.kind()) {
      case TABLE ->
          conf.datasetOfTopic(node.name()).map(Dataset::columns).orElse(List.of()).stream()
              .map(column -> new Field(column.source(), Optional.empty()))
              .toList();
      case SILVER ->
          conf.datasets().get(node.name()).columns().stream()
              .map(column -> new Field(column.name(), Optional.of(column.type())))
              .toList();
      case GOLD, CLICKHOUSE ->
          Arrays.stream(analysis.models().get(node.name()).schema().fields())
              .map(field -> new Field(field.name(), Optional.of(field.dataType().catalogString())))
              .toList();
      case TOPIC, BRONZE, API -> List.of();
    };
  }

  /** Whether its columns are told one by one, so that lineage by column makes sense there. */
  static boolean areTold(Node node) {
    return node.kind() == Kind.SILVER || node.kind() == Kind.GOLD || node.kind() == Kind.CLICKHOUSE;
  }
}
