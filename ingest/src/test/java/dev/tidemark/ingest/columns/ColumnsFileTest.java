package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.ConfLoader;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ColumnsFileTest {
  private static final List<SilverColumn> COLUMNS =
      List.of(
          new SilverColumn("order_id", "order_id", "bigint", "bigint(20)", false),
          new SilverColumn("y", "y", "int", "year(4)", true),
          new SilverColumn("status", "St\"atus: #1", "string", "enum('a','it''s','ü')", true));

  @TempDir Path root;

  @Test
  void isOneLineAColumn() {
    assertThat(ColumnsFile.text("shop.orders", COLUMNS))
        .isEqualTo(
            """
            # written by tidemark ingest apply; commit it
            # yaml-language-server: $schema=../schema/columns.schema.json
            table: shop.orders
            columns:
              - {name: order_id, type: bigint, source-type: "bigint(20)", nullable: false}
              - {name: "y", type: int, source-type: "year(4)", nullable: true}
              - {name: status, from: "St\\"atus: #1", type: string, source-type: "enum('a','it''s','ü')", nullable: true}
            """);
  }

  @Test
  void isReadBackByTheLoader() {
    ConfFolder conf = new ConfFolder(root);
    conf.file(".columns/orders.yaml", ColumnsFile.text("shop.orders", COLUMNS));

    ConfLoader.Result read = ConfLoader.read(root, ConfFolder.environment());

    assertThat(read.problems()).isEmpty();
    assertThat(read.orThrow().datasets().get("orders").columns())
        .containsExactly(
            new Dataset.Column("order_id", "order_id", "bigint", false),
            new Dataset.Column("y", "y", "int", true),
            new Dataset.Column("status", "St\"atus: #1", "string", true));
  }

  @Test
  void tellsTheColumnsThatDiffer() {
    String before = ColumnsFile.text("shop.orders", COLUMNS.subList(0, 2));
    String after = ColumnsFile.text("shop.orders", COLUMNS.subList(1, 3));

    assertThat(ColumnsFile.missingIn(after, before))
        .hasSize(1)
        .first()
        .asString()
        .contains("order_id");
    assertThat(ColumnsFile.missingIn(before, after))
        .hasSize(1)
        .first()
        .asString()
        .contains("status");
  }
}
