package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source.Kind;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SilverColumnsTest {
  private static final SourceColumn ID = column("order_id", "bigint", "bigint(20)", 19);

  @TempDir Path root;
  private ConfFolder conf;

  @BeforeEach
  void oneDataset() {
    conf = new ConfFolder(root);
  }

  @Test
  void legalNamesStayAndOthersAreTold() {
    SilverColumns columns =
        of(
            ID,
            column("Order Date", "date", "date", 0),
            column("customerNumber", "int", "int(11)", 10));

    assertThat(columns.columns())
        .containsExactly(
            new SilverColumn("order_id", "order_id", "bigint", "bigint(20)", false),
            new SilverColumn("order_date", "Order Date", "date", "date", false),
            new SilverColumn("customerNumber", "customerNumber", "int", "int(11)", false));
    assertThat(columns.problems()).isEmpty();
    assertThat(columns.warnings()).isEmpty();
  }

  @Test
  void namesEveryMistakeAtOnce() {
    conf.file(
        "datasets/orders.yaml",
        """
        source: shop
        table: shop.orders
        keys: [order_id, line]
        interval: {column: orderd_at, grain: day}
        columns: {nope: int}
        """);

    SilverColumns columns =
        of(
            ID,
            column("_hidden", "int", "int(11)", 10),
            column("Name", "text", "text", 0),
            column("NAME", "text", "text", 0),
            column("ordered_at", "datetime", "datetime", 0),
            column("huge", "decimal", "decimal(65,30)", 65));

    assertThat(columns.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            at(2)
                + "column '_hidden' begins with an underscore; such names are Tidemark's own; rename it at the source",
            at(2)
                + "columns 'Name' and 'NAME' of shop.orders both become 'Name'; rename one at the source: names differ by more than case and punctuation",
            at(2)
                + "column 'huge' of shop.orders: decimal(65,30) has 65 digits and silver's decimal holds 38; declare another under columns:, such as {huge: string}, or change it at the source",
            at(3)
                + "table shop.orders has no column 'line'; known: order_id, Name, NAME, ordered_at",
            at(4) + "table shop.orders has no column 'orderd_at'; did you mean 'ordered_at'?",
            at(5) + "table shop.orders has no column 'nope'; did you mean 'Name'?");
  }

  @Test
  void aDeclaredTypeTakesThePlaceOfARefusedOne() {
    conf.file(
        "datasets/orders.yaml",
        "source: shop\ntable: shop.orders\nkeys: [order_id]\ncolumns: {huge: string}\n");

    SilverColumns columns = of(ID, column("huge", "decimal", "decimal(65,30)", 65));

    assertThat(columns.problems()).isEmpty();
    assertThat(columns.columns().get(1).type()).isEqualTo("string");
  }

  @Test
  void aTableWithoutAPrimaryKeyIsTold() {
    SilverColumns columns =
        SilverColumns.of(
            Kind.MARIADB, conf.orders(), new SourceTable("shop.orders", List.of(ID), List.of()));

    assertThat(columns.problems()).isEmpty();
    assertThat(columns.warnings())
        .singleElement()
        .asString()
        .startsWith("table shop.orders has no primary key")
        .contains("message.key.columns: \"shop.orders:order_id\"");
  }

  @Test
  void otherKeysThanThePrimaryKeyAreTold() {
    SourceColumn line = column("line_no", "int", "int(11)", 10);

    SilverColumns columns =
        SilverColumns.of(
            Kind.MARIADB,
            conf.orders(),
            new SourceTable("shop.orders", List.of(ID, line), List.of("order_id", "line_no")));

    assertThat(columns.warnings())
        .containsExactly(
            "dataset orders has the keys [order_id], but the primary key of shop.orders is [order_id, line_no]; rows that share these keys replace each other");
  }

  private SilverColumns of(SourceColumn... columns) {
    return SilverColumns.of(
        Kind.MARIADB,
        conf.orders(),
        new SourceTable("shop.orders", List.of(columns), List.of("order_id")));
  }

  private String at(int line) {
    return "%s/datasets/orders.yaml:%s: ".formatted(root, line);
  }

  private static SourceColumn column(String name, String type, String full, int precision) {
    return new SourceColumn(
        name, new SourceColumn.Type(type, full, precision, 0), false, Optional.empty());
  }
}
