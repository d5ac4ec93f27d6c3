package dev.tidemark.api.lineage;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * The way of the data through a dataset or model.
 *
 * @param upstream what it is made of, in the order of the data: from the source's tables to itself
 * @param downstream what is made of it, in the order of the data: from itself to the paths of the
 *     API
 */
@Serdeable
record LineageAnswer(String name, List<Edge> upstream, List<Edge> downstream) {

  /**
   * One is made of the other.
   *
   * @param columns empty while they are not known
   */
  @Serdeable
  record Edge(Node from, Node to, List<Columns> columns) {}

  /**
   * Something that holds rows, or answers with them.
   *
   * @param kind table, topic, bronze, silver, gold, clickhouse or api
   */
  @Serdeable
  record Node(String kind, String name) {}

  /**
   * A column that goes into another.
   *
   * @param how identity, transformation or aggregation
   */
  @Serdeable
  record Columns(String from, String to, String how) {}
}
