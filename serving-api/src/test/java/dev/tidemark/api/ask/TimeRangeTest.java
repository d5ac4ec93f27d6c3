package dev.tidemark.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.clickhouse.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TimeRangeTest {
  private static final ColumnType DATE = ColumnType.parse("Date32");
  private static final ColumnType TIME = ColumnType.parse("DateTime64(6, 'UTC')");

  private static TimeRange range(String from, String to, ColumnType type) {
    Map<String, List<String>> given = new HashMap<>();
    given.put("from", List.of(from));
    given.put("to", List.of(to));
    return TimeRange.of(new Parameters(given), type);
  }

  private static TimeBound bound(String text, ColumnType type) {
    return TimeBound.parse("from", text, type);
  }

  @Test
  void mayBeOpen() {
    TimeRange open = TimeRange.of(new Parameters(Map.of()), DATE);

    assertThat(open.from()).isEmpty();
    assertThat(open.to()).isEmpty();
  }

  @Test
  void isAtLeastOneStepLong() {
    assertThat(range("2024-05-01", "2024-05-02", DATE).to().orElseThrow().text())
        .isEqualTo("2024-05-02");
    assertThatThrownBy(() -> range("2024-05-01", "2024-05-01", DATE))
        .hasMessage("to is exclusive and must be after from; from=2024-05-01, to=2024-05-01.");
    assertThatThrownBy(() -> range("2024-05-01T10:00:00.000001Z", "2024-05-01T10:00", TIME))
        .hasMessage(
            "to is exclusive and must be after from;"
                + " from=2024-05-01T10:00:00.000001Z, to=2024-05-01T10:00:00Z.");
  }

  @Test
  void readsDatesAndMonths() {
    assertThat(bound("2024-02-29", DATE))
        .isEqualTo(new TimeBound("2024-02-29", "Date32", "2024-02-29"));
    assertThat(bound("2024-05", DATE).value()).isEqualTo("2024-05-01");
    assertThat(bound("2024-05", TIME).value()).isEqualTo("2024-05-01 00:00:00.000000");
  }

  @Test
  void readsTimesInUtcUnlessTheySayOtherwise() {
    assertThat(bound("2024-05-01T10:00", TIME))
        .isEqualTo(
            new TimeBound(
                "2024-05-01T10:00:00Z", "DateTime64(6, 'UTC')", "2024-05-01 10:00:00.000000"));
    assertThat(bound("2024-05-01T10:00:00.123456Z", TIME).value())
        .isEqualTo("2024-05-01 10:00:00.123456");
    assertThat(bound("2024-05-01T00:30:00+02:00", TIME).text()).isEqualTo("2024-04-30T22:30:00Z");
    assertThat(bound("2024-05-01T10:00:00-03:00", TIME).text()).isEqualTo("2024-05-01T13:00:00Z");
  }

  @Test
  void tellsWhichFormItWants() {
    for (String wrong :
        List.of("", "today", "2024-5-1", "2023-02-29", "20240501", "2024-05-01T10:00")) {
      assertThatThrownBy(() -> bound(wrong, DATE))
          .hasMessage("from must be a date such as 2024-05-01; from=%s.".formatted(wrong));
    }
    assertThatThrownBy(() -> bound("2024-05-01T10:00:00 02:00", TIME))
        .hasMessage(
            "from must be a date such as 2024-05-01 or a time such as 2024-05-01T10:00:00Z"
                + " (write the + of an offset as %2B); from=2024-05-01T10:00:00 02:00.");
  }

  @Test
  void refusesYearsThatClickHouseWouldBend() {
    assertThat(bound("1900-01-01", DATE).value()).isEqualTo("1900-01-01");
    assertThat(bound("2299-12-31", DATE).value()).isEqualTo("2299-12-31");
    assertThatThrownBy(() -> bound("1899-12-31", DATE))
        .hasMessage("from must be a year from 1900 to 2299; from=1899-12-31.");
    assertThatThrownBy(() -> bound("2300-01-01", TIME))
        .hasMessage("from must be a year from 1900 to 2299; from=2300-01-01.");
  }
}
