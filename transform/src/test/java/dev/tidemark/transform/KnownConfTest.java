package dev.tidemark.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.transform.columns.SilverSchema;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL over silver that has grown beyond conf. */
final class KnownConfTest {
  @TempDir private Path folder;
  private TestConf files;

  @BeforeEach
  void conf() {
    files =
        new TestConf(folder)
            .dataset("bills", "bill_id", "bill_id bigint, billed_on date, amount decimal(10,2)")
            .dataset("items", "item_id", "item_id int, bill_id bigint, text string")
            .view("every_bill", "SELECT * FROM bills");
  }

  @Test
  void seesTheColumnsThatSilverHasGrown() {
    Conf conf =
        files
            .model(
                "daily",
                "SELECT billed_on, max(note) AS note FROM every_bill GROUP BY billed_on",
                "interval: {column: billed_on, grain: day}\nkey: [billed_on]\n")
            .load();
    grow(conf, "bills", new Column("note", "note", "string", true));

    KnownConf known = KnownConf.of(conf, TestSpark.session());

    assertThat(known.warnings()).isEmpty();
    assertThat(known.analysis().models().get("daily").schema().simpleString())
        .isEqualTo("struct<billed_on:date,note:string>");
    assertThat(known.conf().datasets().get("bills").columns()).hasSize(4);
    assertThat(known.conf().datasets().get("items"))
        .as("without a table")
        .isEqualTo(conf.datasets().get("items"));
  }

  /** The view tells columns apart by their names; the source makes one ambiguous. */
  @Test
  void doesNotSeeThemWhereTheyWouldBreakIt() {
    Conf conf =
        files
            .view(
                "texts",
                "SELECT billed_on, text FROM items JOIN bills ON items.bill_id = bills.bill_id")
            .load();
    grow(conf, "bills", new Column("text", "text", "string", true));

    KnownConf known = KnownConf.of(conf, TestSpark.session());

    assertThat(known.warnings())
        .singleElement()
        .asString()
        .startsWith("warning: SQL in conf does not see the columns that conf has not")
        .contains("views/texts.sql", "text");
    assertThat(known.conf().datasets().get("bills")).isEqualTo(conf.datasets().get("bills"));
    assertThat(known.analysis().problems()).isEmpty();
  }

  private static void grow(Conf conf, String name, Column more) {
    Dataset dataset = conf.datasets().get(name);
    List<Column> columns = new ArrayList<>(dataset.columns());
    columns.add(more);
    LakeTable.open(
        TableSpec.of(
            conf.platform().lake().silver(name), SilverSchema.of(dataset.withColumns(columns))),
        TestSpark.hadoop());
  }
}
