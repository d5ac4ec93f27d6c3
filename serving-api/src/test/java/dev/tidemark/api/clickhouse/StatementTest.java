package dev.tidemark.api.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatementTest {
  @Test
  void keepsValuesOutOfTheText() {
    Statement statement =
        Statement.builder()
            .add("a = ")
            .bind("String", "'; DROP")
            .add(" OR b = ")
            .bind("Int8", "1")
            .build();

    assertThat(statement.sql()).isEqualTo("a = {p0:String} OR b = {p1:Int8}");
    assertThat(statement.values()).isEqualTo(Map.of("p0", "'; DROP", "p1", "1"));
  }

  @Test
  void quotesIdentifiers() {
    assertThat(Statement.quote("a`b\\c")).isEqualTo("`a\\`b\\\\c`");
  }
}
