package dev.tidemark.devstack.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatementTest {
  @Test
  void knowsAnInsertBehindComments() {
    assertThat(new Statement("-- batch\n/* 7 */ insert into t format RowBinary").isInsert())
        .isTrue();
    assertThat(new Statement("SELECT 'INSERT INTO t'").isInsert()).isFalse();
  }

  @Test
  void takesTheFormatOffAnInsert() {
    Statement insert = new Statement("INSERT INTO t (a, b) FORMAT RowBinary");

    assertThat(insert.formatOr("Values")).isEqualTo("RowBinary");
    assertThat(insert.withoutFormat()).isEqualTo("INSERT INTO t (a, b) ");
    assertThat(new Statement("INSERT INTO t VALUES").withoutFormat()).isEqualTo("INSERT INTO t ");
  }

  @Test
  void findsWhereTheDataOfAnInsertBegins() {
    String head = "INSERT INTO t FORMAT RowBinary\n";

    assertThat(Statement.dataStart(head + "\u0001x")).isEqualTo(head.length());
    assertThat(Statement.dataStart(head)).isEqualTo(-1);
    assertThat(Statement.dataStart("INSERT INTO t VALUES (1)")).isEqualTo(-1);
  }

  @Test
  void streamsOnlySelectsInFormatsThatCanBeCut() {
    assertThat(new Statement("WITH 1 AS x SELECT x").isStreamable("RowBinary")).isTrue();
    assertThat(new Statement("SELECT 1").isStreamable("JSON")).isFalse();
    assertThat(new Statement("SHOW TABLES").isStreamable("RowBinary")).isFalse();
  }

  @Test
  void knowsWhatChangesASession() {
    assertThat(new Statement(" set max_threads = 1").changesSession()).isTrue();
    assertThat(new Statement("SELECT 1").changesSession()).isFalse();
  }
}
