package dev.tidemark.transform.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.conf.Expectation.OnFail;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.decode.Op;
import dev.tidemark.transform.decode.Snapshot;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private final List<Judgement> judged = new ArrayList<>();

  @Test
  void aRowThatPassesIsWhatItWas() {
    Decoded put = put(row(1, "5"));

    assertThat(judge(put, kept("positive", "n > 0"))).isSameAs(put);
    assertThat(broken()).containsExactly(List.of());
  }

  @Test
  void aRowThatFailsIsKeptAsideWithRuleAndReason() {
    Decoded.Quarantined quarantined =
        (Decoded.Quarantined)
            judge(
                put(row(1, "-5")),
                kept("small", "n < 10"),
                kept("positive", "n > 0"),
                warned("even", "n % 2 = 0"),
                kept("first", "id <> 1"));

    assertThat(quarantined.code()).isEqualTo("expectation:positive");
    assertThat(quarantined.message())
        .isEqualTo(
            "expectation 'positive' (n > 0) is false; expectation 'first' (id <> 1) is false;"
                + " silver keeps the row before this one. Mend the row at the source, or the rule"
                + " in conf/datasets/t.yaml");
    assertThat(broken()).containsExactly(List.of("positive", "even", "first"));
  }

  @Test
  void nullIsNotTrueAndFails() {
    Decoded.Quarantined quarantined =
        (Decoded.Quarantined) judge(put(row(1, null)), kept("positive", "n > 0"));

    assertThat(quarantined.message()).startsWith("expectation 'positive' (n > 0) is null;");
    Decoded put = put(row(1, null));
    assertThat(judge(put, kept("positive", "n IS NULL OR n > 0"))).isSameAs(put);
  }

  @Test
  void aCheckThatCannotBeComputedFailsAndShowsNoValue() {
    for (String[] each :
        new String[][] {
          {"CAST(name AS INT) > 0", "CAST_INVALID_INPUT"},
          {"1 / (id - 1) > 0", "DIVIDE_BY_ZERO"},
          {"CAST(n * 1000000000 AS INT) > 0", "CAST_OVERFLOW"},
        }) {
      Decoded.Quarantined quarantined =
          (Decoded.Quarantined) judge(put(row(1, "99")), kept("computed", each[0]));

      assertThat(quarantined.message())
          .startsWith("expectation 'computed' (%s) cannot be computed (".formatted(each[0]))
          .contains("(" + each[1])
          .doesNotContain("secret");
    }
  }

  @Test
  void warnLetsTheRowPassAndIsToldOf() {
    Decoded put = put(row(1, "-5"));

    assertThat(judge(put, warned("positive", "n > 0"))).isSameAs(put);
    assertThat(broken()).containsExactly(List.of("positive"));
  }

  @Test
  void deletesAreNotChecked() {
    Decoded delete = new Decoded.Applied(record(), List.of(change(row(1, "-5"), Op.DELETE)));

    assertThat(judge(delete, kept("positive", "n > 0"))).isSameAs(delete);
    assertThat(judged).isEmpty();
  }

  @Test
  void aRowThatMovesToAnotherKeyIsJudgedByWhatItBecomes() {
    List<Change> moved = List.of(change(row(1, "-1"), Op.DELETE), change(row(2, "-2"), Op.UPDATE));

    assertThat(judge(new Decoded.Applied(record(), moved), kept("positive", "n > 0")))
        .isInstanceOf(Decoded.Quarantined.class);
    assertThat(judged).hasSize(1);
  }

  @Test
  void everyTypeReachesTheCheckAsSqlKnowsIt() {
    Decoded put = put(row(1, "99.50"));

    assertThat(
            judge(
                put,
                kept("between", "n BETWEEN 99.5 AND 100 AND nullif(name, 'x') IS NOT NULL"),
                kept("wall_clock", "at = TIMESTAMP_NTZ'2024-05-07 12:00:00'"),
                kept("instant", "seen < TIMESTAMP'2024-05-07 12:00:00.000001 Europe/Berlin'"),
                kept("day", "day = DATE'2024-05-07' AND year(at) = 2024"),
                kept("text", "name RLIKE '^se' AND upper(name) = 'SECRET'"),
                kept("bytes", "hex(raw) = '00FF'")))
        .as("%s", broken())
        .isSameAs(put);
  }

  private Decoded judge(Decoded decoded, Expectation... rules) {
    Dataset dataset =
        Datasets.expecting(
            Datasets.of(
                "t",
                List.of("id"),
                "id bigint",
                "n decimal(12,2)",
                "name string",
                "at timestamp_ntz",
                "seen timestamp",
                "day date",
                "raw binary"),
            rules);
    judged.clear();
    return Rules.of(TestSpark.session(), dataset).judge(decoded, judged::add);
  }

  private List<List<String>> broken() {
    return judged.stream()
        .map(judgement -> judgement.broken().stream().map(Expectation::name).toList())
        .toList();
  }

  private static Expectation kept(String name, String check) {
    return new Expectation(name, check, OnFail.QUARANTINE);
  }

  private static Expectation warned(String name, String check) {
    return new Expectation(name, check, OnFail.WARN);
  }

  private static Decoded put(Row row) {
    return new Decoded.Applied(record(), List.of(change(row, Op.UPDATE)));
  }

  private static Row row(long id, String n) {
    return RowFactory.create(
        id,
        n == null ? null : new BigDecimal(n),
        "secret",
        LocalDateTime.parse("2024-05-07T12:00:00"),
        Instant.parse("2024-05-07T10:00:00Z"),
        LocalDate.parse("2024-05-07"),
        new byte[] {0, -1});
  }

  private static Change change(Row row, Op op) {
    return new Change(
        RowFactory.create(row.get(0)),
        row,
        op,
        record().sequence(),
        Optional.empty(),
        Snapshot.NONE);
  }

  private static KafkaRecord record() {
    Sequence at = new Sequence(1, 0, 7);
    return new KafkaRecord(
        "shop.db.t", at.epoch(), at.partition(), at.offset(), Instant.EPOCH, null, null, List.of());
  }
}
