package dev.tidemark.transform.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.publish.Blocks.Block;
import dev.tidemark.transform.sql.AnalysedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static ModelTable table() {
    Located at = Located.text(Path.of("m.yaml"));
    GoldModel model =
        new GoldModel(
            "m", "", at, "day", Grain.DAY, List.of("day", "n"), Map.of(), Optional.empty(), at);
    StructType schema =
        new StructType().add("day", DataTypes.DateType).add("n", DataTypes.IntegerType);
    return new ModelTable(
        "db",
        new AnalysedModel(model, schema, Map.of(), Map.of(), Map.of(), true, "f", Map.of()),
        "id-1");
  }

  private static Row row(int day, int n, long version) {
    Instant start = Instant.EPOCH.plusSeconds(86_400L * day);
    return RowFactory.create(java.time.LocalDate.ofEpochDay(day), n, start, version, false);
  }

  private static List<Block> cut(int most, Row... rows) {
    List<Block> blocks = new ArrayList<>();
    assertThat(new Blocks(table(), most, blocks::add).cut(List.of(rows).iterator()))
        .isEqualTo(rows.length);
    return blocks;
  }

  @Test
  void putsSmallIntervalsTogetherUpToTheLimit() {
    assertThat(cut(3, row(1, 1, 5), row(1, 2, 5), row(2, 1, 5), row(3, 1, 5)))
        .extracting(Block::rows)
        .containsExactly(3, 1);
  }

  @Test
  void neverCutsAnIntervalInTwo() {
    assertThat(cut(3, row(1, 1, 5), row(2, 1, 5), row(2, 2, 5), row(2, 3, 5), row(2, 4, 5)))
        .extracting(Block::rows)
        .containsExactly(1, 4);
  }

  @Test
  void sendsNothingForNoRows() {
    assertThat(cut(3)).isEmpty();
  }

  @Test
  void theTokenIsThatOfTheRows() {
    String token = cut(9, row(1, 1, 5)).get(0).token();
    assertThat(token).startsWith("m:1970-01-02T00:00:00Z..1970-01-02T00:00:00Z:5:");
    assertThat(cut(9, row(1, 1, 5)).get(0).token()).isEqualTo(token);
    assertThat(cut(9, row(1, 2, 5)).get(0).token()).isNotEqualTo(token);
  }

  @Test
  void createsWhatTheApiReads() {
    assertThat(table().create(table().name()))
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS `db`.`m` (`day` Nullable(Date32), `n` Nullable(Int32), `_interval` Nullable(DateTime64(6, 'UTC')), `_version` UInt64, `_deleted` UInt8)"
                + " ENGINE = ReplacingMergeTree(_version, _deleted) ORDER BY (`day`, `n`)"
                + " SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 1000 COMMENT 'tidemark gold id-1'");
  }
}
