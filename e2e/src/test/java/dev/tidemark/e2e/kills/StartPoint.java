package dev.tidemark.e2e.kills;

import dev.tidemark.e2e.fixture.FaultyDisk.Deed;
import dev.tidemark.e2e.fixture.FaultyDisk.Moment;
import java.util.regex.Pattern;

/** Where the stream is killed at its very first start, when the lake is empty. */
enum StartPoint {
  TOPICS("topics", "schemas", "_tidemark/topics"),
  SCHEMAS("schemas", "bronze", "_tidemark/schemas");

  final String after;
  final String before;
  private final Pattern firstRows;

  StartPoint(String after, String before, String table) {
    this.after = after;
    this.before = before;
    this.firstRows = Pattern.compile(table + "/_delta_log/0{19}1[.]json$");
  }

  void arm(World world) {
    world.disk.order(Deed.HALT, Moment.AFTER, 1, firstRows);
  }
}
