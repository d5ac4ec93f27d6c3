package dev.tidemark.ingest.files.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.junit.jupiter.api.Test;

final class ValueReadersTest {
  private static final TimeStyle ISO = new TimeStyle(Optional.empty(), ZoneId.of("Europe/Berlin"));

  @Test
  void readsWholeNumbersWithinTheirBounds() {
    assertThat(read("int", "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(read("int", " -5 ")).isEqualTo(-5);
    assertThat(read("int", "1e3")).isEqualTo(1_000);
    assertThat(read("bigint", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertRefused("int", "2147483648", "'2147483648' is beyond int");
    assertRefused("int", "1.5", "'1.5' is no whole number, and the column int");
    assertRefused("bigint", "9223372036854775808", "'9223372036854775808' is beyond bigint");
    assertRefused("int", "0x10", "'0x10' is no int as written with '1234.5'");
  }

  @Test
  void neverRoundsADecimal() {
    assertThat(read("decimal(5,2)", "123.4")).isEqualTo(new BigDecimal("123.40"));
    assertThat(read("decimal(5,2)", "123.4500")).isEqualTo(new BigDecimal("123.45"));
    assertRefused(
        "decimal(5,2)",
        "1.234",
        "'1.234' is finer than decimal(5,2), which would have to round it");
    assertRefused("decimal(5,2)", "1234", "'1234' is beyond decimal(5,2)");
  }

  @Test
  void refusesNumbersThatWouldFillTheMemory() {
    assertRefused("decimal(38,0)", "1e9999", "'1E+9999' is beyond decimal(38,0)");
    assertRefused("double", "1e400", "'1E+400' is beyond double");
  }

  @Test
  void readsNumbersOfOtherCountries() {
    NumberStyle german = new NumberStyle(',', ".");
    NumberStyle french = new NumberStyle(',', " ");

    assertThat(read("decimal(9,2)", "1.234.567,8", german)).isEqualTo(new BigDecimal("1234567.80"));
    assertThat(read("double", "-1\u202F234,5", french)).isEqualTo(-1234.5);
    assertThatThrownBy(() -> read("int", "1.23", german))
        .hasMessage("'1.23' is no int as written with '1.234,5'");
  }

  @Test
  void readsTimesInIso() {
    assertThat(read("date", "2024-02-29")).isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
    assertThat(read("timestamp", "2024-07-01 12:00:00")).isEqualTo("2024-07-01T10:00:00Z");
    assertThat(read("timestamp", "2024-07-01T12:00:00.5+00:00"))
        .isEqualTo("2024-07-01T12:00:00.500Z");
    assertThat(read("timestamp_ntz", "2024-07-01 00:00:01.000002"))
        .isEqualTo(1_719_792_001_000_002L);
    assertThat(read("timestamp_ntz", "2024-07-01")).isEqualTo(1_719_792_000_000_000L);
    assertRefused("date", "2023-02-29", "'2023-02-29' is no date in ISO 8601");
    assertRefused(
        "date", "2024-01-01T10:00", "'2024-01-01T10:00' is a time of day, and the column a date");
    assertRefused(
        "timestamp",
        "2024-01-01T10:00:00.0000001Z",
        "'2024-01-01T10:00:00.0000001Z' is finer than a microsecond");
  }

  @Test
  void readsTimesInAnotherFormat() {
    TimeStyle style = new TimeStyle(Optional.of("dd.MM.yyyy"), ZoneId.of("UTC"));
    ColumnType type = ColumnType.parse("date");
    ValueReader reader = ValueReaders.of(type, NumberStyle.PLAIN, style, BooleanWords.PLAIN);

    assertThat(reader.of("31.12.2024")).isEqualTo((int) LocalDate.of(2024, 12, 31).toEpochDay());
    assertThatThrownBy(() -> reader.of("31.02.2024"))
        .hasMessage("'31.02.2024' is no date written as 'dd.MM.yyyy'");
  }

  @Test
  void readsOtherTypes() {
    assertThat(read("boolean", "TRUE")).isEqualTo(true);
    assertRefused("boolean", "1", "'1' is neither 'true' nor 'false'");
    assertThat(read("binary", "AAE=")).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1}));
    assertRefused("binary", "?", "'?' is no base64");
    assertThat(read("string", " x ")).isEqualTo(" x ");
    assertThat(read("int", "")).isNull();
    assertThat(read("string", "")).isEqualTo("");
    assertThat(BooleanWords.parse("J|N").of("j")).isTrue();
  }

  @Test
  void bearsTheNamesThatSilverKnows() {
    assertThat(ColumnType.parse("DATE").schema(true).name()).isEqualTo("io.debezium.time.Date");
    assertThat(ColumnType.parse("timestamp").schema(true).name())
        .isEqualTo("io.debezium.time.ZonedTimestamp");
    assertThat(ColumnType.parse("timestamp_ntz").schema(true).name())
        .isEqualTo("io.debezium.time.MicroTimestamp");
    assertThat(ColumnType.parse("decimal(10, 2)").schema(false).name())
        .isEqualTo(Decimal.LOGICAL_NAME);
    assertThatThrownBy(() -> ColumnType.parse("decimal(2,3)"))
        .hasMessage(
            "decimal(2,3) is no type: the digits are 1 to 38, those after the point at most as many");
  }

  private static Object read(String type, String text) {
    return read(type, text, NumberStyle.PLAIN);
  }

  private static Object read(String type, String text, NumberStyle numbers) {
    return ValueReaders.of(ColumnType.parse(type), numbers, ISO, BooleanWords.PLAIN).of(text);
  }

  private static void assertRefused(String type, String text, String message) {
    assertThatThrownBy(() -> read(type, text))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage(message);
  }
}
