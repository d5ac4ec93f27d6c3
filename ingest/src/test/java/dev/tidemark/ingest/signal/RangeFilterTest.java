package dev.tidemark.ingest.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.Dataset.Column;
import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.conf.Dataset.Freshness;
import dev.tidemark.contract.conf.Dataset.OnSchemaChange;
import dev.tidemark.contract.conf.Located;
import dev.tidemark.contract.conf.Source.Kind;
import dev.tidemark.contract.conf.UpsertBy;
import dev.tidemark.contract.time.Grain;
import dev.tidemark.contract.time.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RangeFilterTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Pattern BOUNDS = Pattern.compile(".* >= '(.*)' AND .* < '(.*)'");

  @Test
  void aWallClockColumnIsComparedInTheDatasetsZone() {
    assertThat(filter("timestamp_ntz", Grain.DAY, UTC, "2026-03-01T00:00:00Z"))
        .contains("`at` >= '2026-03-01 00:00:00' AND `at` < '2026-03-02 00:00:00'");
    assertThat(filter("timestamp_ntz", Grain.DAY, BERLIN, "2026-02-28T23:00:00Z"))
        .contains("`at` >= '2026-03-01 00:00:00' AND `at` < '2026-03-02 00:00:00'");
    assertThat(filter("timestamp_ntz", Grain.MONTH, BERLIN, "2026-02-28T23:00:00Z"))
        .contains("`at` >= '2026-03-01 00:00:00' AND `at` < '2026-04-01 00:00:00'");
  }

  @Test
  void postgresQuotesAndCountsInItsOwnWay() {
    Interval day = Interval.of(Instant.parse("2026-03-01T00:00:00Z"), Grain.DAY, UTC);

    assertThat(
            RangeFilter.of(
                Kind.POSTGRES,
                dataset(new Column("at", "A\"t", "timestamp", true), Grain.DAY, UTC),
                day))
        .contains(
            "\"A\"\"t\" >= to_timestamp(1772323200) AND \"A\"\"t\" < to_timestamp(1772409600)");
    assertThat(
            RangeFilter.of(
                Kind.POSTGRES,
                dataset(new Column("at", "at", "timestamp_ntz", true), Grain.DAY, UTC),
                day))
        .contains("\"at\" >= '2026-03-01 00:00:00' AND \"at\" < '2026-03-02 00:00:00'");
  }

  @Test
  void aDateIsComparedByItsDays() {
    assertThat(filter("date", Grain.DAY, BERLIN, "2026-02-28T23:00:00Z"))
        .contains("`at` >= '2026-03-01' AND `at` < '2026-03-02'");
    assertThat(filter("date", Grain.HOUR, UTC, "2026-03-01T00:00:00Z"))
        .contains("`at` >= '2026-03-01' AND `at` < '2026-03-02'");
    assertThat(filter("date", Grain.HOUR, UTC, "2026-03-01T05:00:00Z")).isEmpty();
  }

  @Test
  void anInstantIsComparedExactlyWhateverTheSessionsZone() {
    assertThat(filter("timestamp", Grain.DAY, UTC, "2026-03-01T00:00:00Z"))
        .contains(
            "`at` >= FROM_UNIXTIME(1772236800) AND `at` < FROM_UNIXTIME(1772496000) AND"
                + " UNIX_TIMESTAMP(`at`) >= 1772323200 AND UNIX_TIMESTAMP(`at`) < 1772409600");
  }

  @Test
  void theColumnIsNamedAsAtTheSource() {
    Dataset dataset = dataset(new Column("at", "ordered `at`", "date", true), Grain.DAY, UTC);

    assertThat(RangeFilter.of(Kind.MARIADB, dataset, Interval.of(Instant.EPOCH, Grain.DAY, UTC)))
        .contains("`ordered ``at``` >= '1970-01-01' AND `ordered ``at``` < '1970-01-02'");
  }

  @Test
  void whatCannotBeCutIsRefused() {
    assertThatThrownBy(() -> filter("string", Grain.DAY, UTC, "2026-03-01T00:00:00Z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dataset 'things': no interval can be cut of column 'at' of type string; use a date,"
                + " timestamp or timestamp_ntz");
  }

  @Test
  void theHourThatTheClockShowsTwiceIsInTheFirstOfTheTwo() {
    // Berlin, 2026-10-25: 03:00 summer time is 02:00 winter time
    assertThat(filter("timestamp_ntz", Grain.HOUR, BERLIN, "2026-10-25T00:00:00Z"))
        .contains("`at` >= '2026-10-25 02:00:00' AND `at` < '2026-10-25 03:00:00'");
    assertThat(filter("timestamp_ntz", Grain.HOUR, BERLIN, "2026-10-25T01:00:00Z")).isEmpty();
    assertThat(filter("timestamp_ntz", Grain.HOUR, BERLIN, "2026-10-25T02:00:00Z"))
        .contains("`at` >= '2026-10-25 03:00:00' AND `at` < '2026-10-25 04:00:00'");
  }

  @Test
  void timesThatNeverWereAreNotLeftOut() {
    // Berlin, 2026-03-29: 02:00 winter time is 03:00 summer time; 02:30 is read as 03:30
    assertThat(filter("timestamp_ntz", Grain.HOUR, BERLIN, "2026-03-29T01:00:00Z"))
        .contains("`at` >= '2026-03-29 02:00:00' AND `at` < '2026-03-29 04:00:00'");
  }

  /** Each quarter of an hour, read as silver reads it, against every interval around a change. */
  @Test
  void noRowOfAnIntervalIsLeftOutAroundAnyChangeOfTheClock() {
    int changes = 0;
    for (String id :
        List.of(
            "Europe/Berlin",
            "America/Sao_Paulo",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "Asia/Tehran",
            "America/St_Johns",
            "Pacific/Apia")) {
      ZoneId zone = ZoneId.of(id);
      ZoneOffsetTransition change =
          zone.getRules().nextTransition(Instant.parse("2009-06-01T00:00:00Z"));
      for (int i = 0; i < 6 && change != null; i++) {
        around(zone, change);
        changes++;
        change = zone.getRules().nextTransition(change.getInstant());
      }
    }
    assertThat(changes).isGreaterThan(30);
  }

  private static void around(ZoneId zone, ZoneOffsetTransition change) {
    LocalDateTime end = change.getDateTimeBefore().plusHours(27);
    for (Grain grain : List.of(Grain.HOUR, Grain.DAY)) {
      Interval range = Interval.of(change.getInstant().minus(Duration.ofHours(30)), grain, zone);
      while (range.start().isBefore(change.getInstant().plus(Duration.ofHours(30)))) {
        Bounds bounds = Bounds.of(filter("timestamp_ntz", grain, zone, range));
        LocalDateTime time = change.getDateTimeBefore().minusHours(27).withMinute(0);
        for (; time.isBefore(end); time = time.plusMinutes(15)) {
          check(new Case(zone, change, grain, range), bounds, time);
        }
        range = Interval.of(range.end(), grain, zone);
      }
    }
  }

  private record Case(ZoneId zone, ZoneOffsetTransition change, Grain grain, Interval range) {
    /** Where a time that is not in the interval must not pass either. */
    private boolean isExact(LocalDateTime time) {
      boolean neverWas = zone.getRules().getValidOffsets(time).isEmpty();
      boolean small = change.getDuration().abs().compareTo(Duration.ofHours(2)) <= 0;
      return !change.isGap() || (grain == Grain.DAY && small && !neverWas);
    }
  }

  private static void check(Case one, Bounds bounds, LocalDateTime time) {
    boolean within = one.range().contains(time.atZone(one.zone()).toInstant());
    boolean passes = bounds.contains(time);
    if ((within && !passes) || (one.isExact(time) && passes != within)) {
      throw new AssertionError(
          "%s: %s is within: %s, passes %s: %s".formatted(one, time, within, bounds, passes));
    }
  }

  private record Bounds(LocalDateTime from, LocalDateTime to) {
    private static Bounds of(Optional<String> filter) {
      Matcher bounds =
          BOUNDS.matcher(filter.orElse("x >= '9999-01-01 00:00:00' AND x < '9999-01-01 00:00:00'"));
      assertThat(bounds.matches()).isTrue();
      return new Bounds(
          LocalDateTime.parse(bounds.group(1).replace(' ', 'T')),
          LocalDateTime.parse(bounds.group(2).replace(' ', 'T')));
    }

    private boolean contains(LocalDateTime time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  @Test
  void aDayOfAMonthWithoutAZoneChangeHasExactlyItsTimes() {
    Interval day =
        Interval.of(LocalDate.of(2026, 1, 10).atStartOfDay(BERLIN).toInstant(), Grain.DAY, BERLIN);

    assertThat(filter("timestamp_ntz", Grain.DAY, BERLIN, day))
        .contains("`at` >= '2026-01-10 00:00:00' AND `at` < '2026-01-11 00:00:00'");
  }

  private static Optional<String> filter(String type, Grain grain, ZoneId zone, String start) {
    return filter(type, grain, zone, Interval.of(Instant.parse(start), grain, zone));
  }

  private static Optional<String> filter(String type, Grain grain, ZoneId zone, Interval range) {
    return RangeFilter.of(
        Kind.MARIADB, dataset(new Column("at", "at", type, true), grain, zone), range);
  }

  private static Dataset dataset(Column at, Grain grain, ZoneId zone) {
    return new Dataset(
        "things",
        "shop",
        "db.things",
        List.of("id"),
        Optional.of(new EventInterval("at", grain, zone)),
        OnSchemaChange.EVOLVE,
        Map.of(),
        List.of(new Column("id", "id", "bigint", false), at),
        List.of(),
        new Freshness(Duration.ofMinutes(5), Duration.ofMinutes(30)),
        Dataset.DEFAULT_LANE,
        UpsertBy.AUTO,
        new Located(Path.of("datasets", "things.yaml"), Map.of()));
  }
}
