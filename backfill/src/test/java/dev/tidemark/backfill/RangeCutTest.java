package dev.tidemark.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Dataset.EventInterval;
import dev.tidemark.contract.time.Grain;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RangeCutTest {
  @Test
  void daysComeNewestFirstAndTheEndIsExcluded() {
    assertThat(names(Grain.DAY, "UTC", "2026-02-27", "2026-03-02"))
        .containsExactly("2026-03-01", "2026-02-28", "2026-02-27");
  }

  @Test
  void monthsAndHours() {
    assertThat(names(Grain.MONTH, "UTC", "2025-11-01", "2026-02-01"))
        .containsExactly("2026-01", "2025-12", "2025-11");
    assertThat(names(Grain.HOUR, "UTC", "2026-03-01T22:00", "2026-03-02"))
        .containsExactly("2026-03-01T23:00+00:00", "2026-03-01T22:00+00:00");
  }

  @Test
  void aDayIsThatOfTheDatasetsZoneAlsoWhenItLasts23Or25Hours() {
    RangeCut cut = cut(Grain.DAY, "Europe/Berlin");

    assertThat(cut.newestFirst("2026-03-29", "2026-03-30"))
        .extracting(Object::toString)
        .containsExactly("[2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z)");
    assertThat(cut.newestFirst("2026-10-25", "2026-10-26"))
        .extracting(Object::toString)
        .containsExactly("[2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z)");
  }

  @Test
  void theHourThatTheClockShowsTwiceIsTwoIntervals() {
    assertThat(names(Grain.HOUR, "Europe/Berlin", "2026-10-25T02:00", "2026-10-25T03:00"))
        .containsExactly("2026-10-25T02:00+01:00", "2026-10-25T02:00+02:00");
  }

  @Test
  void aTimeBetweenTheBordersIsRefusedWithTheNearestOnes() {
    refuses(
        Grain.DAY,
        "2026-03-01T10:30",
        "2026-03-02",
        "--from 2026-03-01T10:30 is not the start of a day; the nearest are 2026-03-01 and 2026-03-02");
    refuses(
        Grain.HOUR,
        "2026-03-01T10:00",
        "2026-03-01T11:59",
        "--to 2026-03-01T11:59 is not the start of an hour; the nearest are 2026-03-01T11:00 and 2026-03-01T12:00");
    refuses(
        Grain.MONTH,
        "2026-03-02",
        "2026-05-01",
        "--from 2026-03-02 is not the start of a month; the nearest are 2026-03-01 and 2026-04-01");
  }

  @Test
  void anEmptyRangeIsRefusedWithHowToNameOneInterval() {
    refuses(
        Grain.DAY,
        "2026-03-01",
        "2026-03-01",
        "--to 2026-03-01 is not after --from 2026-03-01; --to is excluded, so one day is --from 2026-03-01 --to 2026-03-02");
    refuses(
        Grain.DAY,
        "2026-03-05",
        "2026-03-01",
        "--to 2026-03-01 is not after --from 2026-03-05; --to is excluded, so one day is --from 2026-03-05 --to 2026-03-06");
  }

  @Test
  void whatIsNoDateIsRefused() {
    refuses(
        Grain.DAY,
        "yesterday",
        "2026-03-01",
        "--from 'yesterday' is no date; write it like 2026-03-01 or 2026-03-01T14:00");
    refuses(
        Grain.DAY,
        "2026-02-30",
        "2026-03-01",
        "--from '2026-02-30' is no date; write it like 2026-03-01 or 2026-03-01T14:00");
  }

  private static void refuses(Grain grain, String from, String to, String message) {
    assertThatThrownBy(() -> cut(grain, "UTC").newestFirst(from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<String> names(Grain grain, String zone, String from, String to) {
    RangeCut cut = cut(grain, zone);
    return cut.newestFirst(from, to).stream().map(cut::name).toList();
  }

  private static RangeCut cut(Grain grain, String zone) {
    return new RangeCut(new EventInterval("at", grain, ZoneId.of(zone)));
  }
}
