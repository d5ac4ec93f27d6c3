package dev.tidemark.transform.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.transform.fixture.Datasets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class SilverSchemaTest {
  private static final Dataset CONF =
      Datasets.of("t", List.of("id"), "id int", "note string", "amount decimal(10,2)");

  @Test
  void silverRemembersWhatConfDoesNotKnow() {
    Dataset grown =
        CONF.withColumns(
            List.of(
                column("id", "bigint"),
                column("note", "string"),
                column("amount", "decimal(10,2)"),
                new Column("order_no", "Order No", "int", true)));

    Dataset known = SilverSchema.known(CONF, SilverSchema.of(grown));

    assertThat(known).isEqualTo(grown);
    assertThat(SilverSchema.known(known, SilverSchema.of(grown))).isSameAs(known);
  }

  @Test
  void confMayBeAheadOfSilverAndGivesTheOrder() {
    StructType silver =
        SilverSchema.of(
            Datasets.of("t", List.of("id"), "amount decimal(12,4)", "id int", "only string"));

    Dataset known = SilverSchema.known(CONF, silver);

    assertThat(known.columns())
        .containsExactly(
            column("id", "int"),
            column("note", "string"),
            column("amount", "decimal(12,4)"),
            column("only", "string"));
    assertThat(SilverSchema.grows(silver, SilverSchema.of(known))).isTrue();
    assertThat(SilverSchema.news(silver, SilverSchema.of(known))).isEqualTo("note string");
    assertThat(SilverSchema.differ(silver, SilverSchema.of(known))).isTrue();
  }

  @Test
  void aColumnThatSilverCannotBecomeStaysAsItIs() {
    StructType silver =
        SilverSchema.of(
            Datasets.of("t", List.of("id"), "id int", "note bigint", "amount decimal(10,2)"));

    Dataset known = SilverSchema.known(CONF, silver);

    assertThat(known.column("note")).contains(column("note", "bigint"));
    assertThat(SilverSchema.unmet(CONF, known))
        .containsExactly("note, bigint in silver and string in conf");
  }

  /** A person said so: the table must be derived again, and opening it says how. */
  @Test
  void aDeclaredTypeWinsOverSilver() {
    Dataset declared = Datasets.declaring(CONF, Map.of("note", "string"));
    StructType silver =
        SilverSchema.of(
            Datasets.of("t", List.of("id"), "id int", "note bigint", "amount decimal(10,2)"));

    Dataset known = SilverSchema.known(declared, silver);

    assertThat(known).isEqualTo(declared);
    assertThat(SilverSchema.grows(silver, SilverSchema.of(known))).isFalse();
  }

  @Test
  void aNameThatDiffersByCaseIsTheSameColumn() {
    Dataset conf = CONF.withColumns(List.of(new Column("order_id", "Order ID", "int", true)));
    StructType silver = SilverSchema.of(CONF.withColumns(List.of(column("Order_ID", "int"))));

    assertThat(SilverSchema.known(conf, silver).columns())
        .containsExactly(new Column("Order_ID", "Order ID", "int", true));
  }

  private static Column column(String name, String type) {
    return new Column(name, name, type, true);
  }
}
