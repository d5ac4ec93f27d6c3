package dev.tidemark.api.gold;

import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import dev.tidemark.contract.conf.Serve.Direction;
import dev.tidemark.contract.conf.Serve.Order;
import dev.tidemark.contract.conf.Suggestions;
import java.util.Optional;

/** The parameter order: {@code column}, {@code column.asc} or {@code column.desc}. */
final class RowOrder {
  private RowOrder() {}

  static Order parse(String text, Table table) {
    int dot = text.indexOf('.');
    String column = dot < 0 ? text : text.substring(0, dot);
    Optional<Direction> direction = direction(dot < 0 ? "asc" : text.substring(dot + 1));
    if (direction.isPresent() && table.shown().contains(column)) {
      return new Order(column, direction.get());
    }
    throw new ProblemException(
            ProblemKind.BAD_ORDER,
            "order must be one of the columns %s, perhaps with .desc; order=%s. %s"
                .formatted(
                    String.join(", ", table.shown()),
                    text,
                    Suggestions.didYouMean(column, table.shown()))
                .strip())
        .with("columns", table.shown());
  }

  private static Optional<Direction> direction(String word) {
    return switch (word) {
      case "asc" -> Optional.of(Direction.ASC);
      case "desc" -> Optional.of(Direction.DESC);
      default -> Optional.empty();
    };
  }
}
