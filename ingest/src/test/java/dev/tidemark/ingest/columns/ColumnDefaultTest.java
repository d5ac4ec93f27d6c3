package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Source.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnDefaultTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aColumnWithoutADefaultHasNone(Kind kind) {
    assertThat(ColumnDefault.of(kind, null)).isEmpty();
  }

  @Test
  void theWordNullIsNoDefaultInMariaDb() {
    assertThat(ColumnDefault.of(Kind.MARIADB, "NULL")).isEmpty();
  }

  @Test
  void theWordNullIsATextInMySql() {
    assertThat(ColumnDefault.of(Kind.MYSQL, "NULL")).contains("NULL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'NULL'", "''", "'new'", "0", "0.00", "current_timestamp(6)", "(1 + 1)"})
  void everythingElseIsADefaultInMariaDb(String text) {
    assertThat(ColumnDefault.of(Kind.MARIADB, text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "new", "0", "CURRENT_TIMESTAMP"})
  void everythingElseIsADefaultInMySql(String text) {
    assertThat(ColumnDefault.of(Kind.MYSQL, text)).contains(text);
  }

  @Test
  void theWordNullComesWithItsTypeInPostgres() {
    assertThat(ColumnDefault.of(Kind.POSTGRES, "NULL::text")).isEmpty();
    assertThat(ColumnDefault.of(Kind.POSTGRES, "'NULL'::text")).contains("'NULL'::text");
  }
}
