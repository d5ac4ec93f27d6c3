package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Source.Format;
import dev.tidemark.contract.conf.Source.Kind;
import dev.tidemark.ingest.fixture.ConfFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArrivalWarningsTest {
  private static final SourceColumn WITH_BOTH = column("state", "varchar(9)", true, "'new'");

  @TempDir Path root;

  @Test
  void inAvroANullBecomesTheDefault() {
    assertThat(warnings(Format.AVRO, WITH_BOTH))
        .containsExactly(
            "dataset orders: column 'state' of shop.orders may be NULL and has the default 'new': in Avro, a NULL in it arrives as the default; write format: json in conf/sources/shop.yaml, or drop the default or make the column NOT NULL at the source");
  }

  @Test
  void everySuchColumnIsTold() {
    assertThat(warnings(Format.AVRO, WITH_BOTH, column("n", "int(11)", true, "0"))).hasSize(2);
  }

  @Test
  void inJsonANullStaysNull() {
    assertThat(warnings(Format.JSON, WITH_BOTH)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void withoutNullOrWithoutADefaultThereIsNothingToTell(Format format) {
    assertThat(
            warnings(
                format,
                column("state", "varchar(9)", false, "'new'"),
                column("note", "varchar(9)", true, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aUuidIsToldInEitherFormat(Format format) {
    assertThat(
            warnings(
                format, column("id", "uuid", false, null), column("uuid", "char(36)", true, null)))
        .containsExactly(
            "dataset orders: column 'id' of shop.orders is a uuid: Debezium 3.5.0 reads one that ends in 00 wrong from the log, as another uuid; make it char(36) at the source");
  }

  @Test
  void aNumericWithoutDigitsIsToldToComeAsText() {
    SourceTable table =
        new SourceTable(
            "shop.orders",
            List.of(
                column("id", "uuid", false, null),
                column("weight", "numeric", true, null),
                new SourceColumn(
                    "price",
                    new SourceColumn.Type("numeric", "numeric(5,2)", 5, 2),
                    true,
                    Optional.empty())),
            List.of());

    assertThat(
            new ArrivalWarnings(new ConfFolder(root).orders(), Kind.POSTGRES, Format.JSON)
                .of(table))
        .singleElement()
        .asString()
        .contains("column 'weight'", "comes as text, exactly", "decimal(38,10)");
  }

  private List<String> warnings(Format format, SourceColumn... columns) {
    SourceTable table = new SourceTable("shop.orders", List.of(columns), List.of());
    return new ArrivalWarnings(new ConfFolder(root).orders(), Kind.MARIADB, format).of(table);
  }

  private static SourceColumn column(String name, String full, boolean nullable, String value) {
    SourceColumn.Type type = new SourceColumn.Type(full.replaceAll("\\(.*", ""), full, 0, 0);
    return new SourceColumn(name, type, nullable, Optional.ofNullable(value));
  }
}
