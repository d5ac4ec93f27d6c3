package dev.tidemark.transform.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.contract.conf.Expectation.OnFail;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.fixture.CountingFence;
import dev.tidemark.transform.fixture.Datasets;
import dev.tidemark.transform.fixture.TestSpark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleResultsIT {
  private static final Instant NOW = Instant.parse("2024-05-07T12:00:00Z");
  private static final Instant DAY = Instant.parse("2024-05-07T00:00:00Z");
  private static final TopicPartition P0 = new TopicPartition("shop.db.t", 1, 0);
  private static final Expectation POSITIVE = new Expectation("positive", "n > 0", OnFail.WARN);
  private static final Expectation SMALL = new Expectation("small", "n < 9", OnFail.QUARANTINE);
  private static final Dataset DATASET =
      Datasets.expecting(Datasets.of("t", List.of("n"), "n bigint"), POSITIVE, SMALL);

  @TempDir private Path lake;

  @Test
  void eachRuleIsCountedByPartitionAndInterval() {
    RuleTallies tallies = new RuleTallies(DATASET, range(3, 9));
    tallies.count(judgement(3, POSITIVE), Optional.of(DAY));
    tallies.count(judgement(4), Optional.of(DAY));
    tallies.count(judgement(5, SMALL), Optional.empty());

    open("main").append(List.of(tallies), range(0, 9), new CountingFence("main", 1));

    assertThat(rows())
        .containsExactlyInAnyOrder(
            row("positive", "warn", null, 1, 0),
            row("positive", "warn", DAY, 2, 1),
            row("small", "quarantine", null, 1, 1),
            row("small", "quarantine", DAY, 2, 0));
    assertThat(open("main").covered()).isEqualTo(range(0, 9));
  }

  @Test
  void nothingCountedMakesNoCommit() {
    RuleResults results = open("main");

    results.append(
        List.of(new RuleTallies(DATASET, range(0, 5))), range(0, 5), new CountingFence("main", 1));

    assertThat(results.covered()).isEqualTo(Coverage.NONE);
  }

  @Test
  void twoLanesShareTheTable() {
    RuleResults one = open("one");
    RuleResults other = open("other");
    RuleTallies tallies = new RuleTallies(DATASET, range(0, 1));
    tallies.count(judgement(0), Optional.empty());

    one.append(List.of(tallies), range(0, 1), new CountingFence("one", 1));
    other.append(List.of(tallies), range(0, 1), new CountingFence("other", 1));

    assertThat(rows()).hasSize(4);
  }

  private RuleResults open(String lane) {
    return RuleResults.open(
        new Lake(lake.toString()), lane, TestSpark.hadoop(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<Row> rows() {
    return TestSpark.session()
        .read()
        .format("delta")
        .load(new Lake(lake.toString()).own("expectations"))
        .collectAsList();
  }

  private static Row row(String rule, String onFail, Instant interval, long checked, long failed) {
    return RowFactory.create(
        "main", "t", rule, onFail, 1, 0, 3L, 9L, interval, checked, failed, NOW);
  }

  private static Judgement judgement(long offset, Expectation... broken) {
    KafkaRecord record = new KafkaRecord(P0.topic(), 1, 0, offset, NOW, null, null, List.of());
    return new Judgement(record, RowFactory.create(offset), List.of(broken));
  }

  private static Coverage range(long from, long until) {
    return Coverage.NONE.with(P0, new OffsetRange(from, until));
  }
}
