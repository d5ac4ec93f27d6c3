package dev.tidemark.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.conf.Expectation.OnFail;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestConf;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may stand as check of an expectation, and what is said of the rest. */
final class ExpectationChecksTest {
  private static final String REMEDY =
      "; write one SQL condition over the columns of this table, such as amount >= 0";

  @TempDir private Path folder;

  @Test
  void takesAnyConditionOverTheRow() {
    assertThat(
            mistakes(
                "amount >= 0",
                "amount BETWEEN 0 AND 100 OR amount IS NULL",
                "status IN ('a', 'b') AND length(trim(who)) > 0",
                "who LIKE '%@%' AND who RLIKE '^[a-z]'",
                "billed_at >= '2020-01-01' AND CAST(billed_at AS DATE) < DATE'2100-01-01'",
                "CASE WHEN status = 'a' THEN amount > 0 ELSE true END",
                "coalesce(nullif(who, ''), 'x') <> 'x'",
                "exists(split(who, ','), part -> part = 'a')"))
        .isEmpty();
  }

  @Test
  void tellsEachMistakeWithItsLine() {
    assertThat(
            mistakes(
                "ammount >= 0",
                "amount + 1",
                "amount >=",
                "sum(amount) > 0",
                "amount > (SELECT max(amount) FROM bills)",
                "row_number() OVER (ORDER BY amount) > 1",
                "explode(split(who, ',')) = 'a'",
                "billed_at < current_timestamp()",
                "rand() < 0.5",
                "*",
                "no_such_function(amount)",
                "_deleted"))
        .containsExactly(
            "datasets/bills.yaml:6: expectation 'rule_0': there is no column 'ammount'; did you"
                + " mean 'amount'?",
            "datasets/bills.yaml:7: expectation 'rule_1': the check is of type decimal(13,2), not"
                + " boolean"
                + REMEDY,
            "datasets/bills.yaml:8: expectation 'rule_2': does not parse: syntax error at or near"
                + " end of input"
                + REMEDY,
            "datasets/bills.yaml:9: expectation 'rule_3': sum(amount) looks beyond the row"
                + REMEDY,
            "datasets/bills.yaml:10: expectation 'rule_4': a subquery looks beyond the row"
                + REMEDY,
            "datasets/bills.yaml:11: expectation 'rule_5': row_number() OVER (ORDER BY amount ASC"
                + " NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) looks beyond the"
                + " row"
                + REMEDY,
            "datasets/bills.yaml:12: expectation 'rule_6': the generator is not supported: nested"
                + " in expressions \"(explode(split(who, ,, -1)) = a)\""
                + REMEDY,
            "datasets/bills.yaml:13: expectation 'rule_7': current_timestamp() gives another answer"
                + " each time; a row must be judged alike whenever it is read: compare with columns"
                + " and constants",
            "datasets/bills.yaml:14: expectation 'rule_8': rand() gives another answer each time; a"
                + " row must be judged alike whenever it is read: compare with columns and"
                + " constants",
            "datasets/bills.yaml:15: expectation 'rule_9': the check is 4 values, not boolean"
                + REMEDY,
            "datasets/bills.yaml:16: expectation 'rule_10': cannot resolve routine"
                + " `no_such_function` on search path [`system`.`builtin`, `system`.`session`,"
                + " `spark_catalog`.`default`]"
                + REMEDY,
            "datasets/bills.yaml:17: expectation 'rule_11': there is no column '_deleted'; near it:"
                + " amount, status, who, billed_at");
  }

  @Test
  void aLaneDoesNotBeginWithACheckThatIsMistaken() {
    assertThatThrownBy(
            () ->
                RowCheck.of(
                    TestSpark.session(),
                    Datasets.expecting(
                        Datasets.of("t", List.of("id"), "id bigint"),
                        new Expectation("a", "idd > 0", OnFail.WARN))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "datasets/t.yaml:1: expectation 'a': there is no column 'idd'; did you mean 'id'?");
  }

  private List<String> mistakes(String... checks) {
    StringBuilder yaml = new StringBuilder("expectations:");
    for (int i = 0; i < checks.length; i++) {
      yaml.append("\n  - {name: rule_%s, check: \"%s\", on-fail: warn}".formatted(i, checks[i]));
    }
    TestConf conf =
        new TestConf(folder)
            .dataset(
                "bills",
                "amount",
                "billed_at timestamp_ntz, amount decimal(12,2), who string, status string",
                yaml.toString());
    return Analysis.of(conf.read().conf().orElseThrow(), TestSpark.session()).problems().stream()
        .map(conf::relative)
        .toList();
  }
}
