package dev.tidemark.api.gold;

import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.api.fixture.SampleConf;
import dev.tidemark.contract.conf.GoldModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tables of the sample's models. */
final class Shapes {
  private Shapes() {}

  static GoldModel model(String name) {
    return SampleConf.unreachable().gold().get(name);
  }

  /** Name, type, name, type, … */
  static Table table(String name, String... columns) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      types.put(columns[i], ColumnType.parse(columns[i + 1]));
    }
    return new Table("tidemark", name, types);
  }
}
