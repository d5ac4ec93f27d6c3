package dev.tidemark.ingest.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.columns.SourceColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogTest {
  /** Modifiers as a server has them. */
  @ParameterizedTest
  @CsvSource({
    "numeric,-1,0,0",
    "numeric,786438,12,2",
    "numeric,327684,5,0",
    "numeric,198658,3,-2",
    "bit,9,9,0",
    "varchar,14,0,0"
  })
  void readsDigitsOutOfATypesModifier(String name, int modifier, int precision, int scale) {
    assertThat(Catalog.type(name, name, modifier))
        .isEqualTo(new SourceColumn.Type(name, name, precision, scale));
  }
}
