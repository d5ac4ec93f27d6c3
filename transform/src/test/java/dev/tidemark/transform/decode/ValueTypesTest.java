package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each type as Avro and as JSON with its schema carry it, to the type that conf says. */
final class ValueTypesTest {
  private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
  private ZoneId zone = ZoneId.of("UTC");

  @Test
  void integersOfEveryWidth() {
    reads("int16", "", -128L, "tinyint", (byte) -128);
    reads("int16", "", 32767L, "smallint", (short) 32767);
    reads("int32", "", (long) Integer.MIN_VALUE, "int", Integer.MIN_VALUE);
    reads("int64", "", Long.MIN_VALUE, "bigint", Long.MIN_VALUE);
    reads("int64", "", Long.MAX_VALUE, "bigint", Long.MAX_VALUE);
    reads("int32", "io.debezium.time.Year", 2155L, "int", 2155);
    reads("int32", "", 5L, "decimal(3,1)", new BigDecimal("5.0"));
    reads("int16", "", 1L, "boolean", true);
    reads("int64", "", 9_007_199_254_740_993L, "string", "9007199254740993");
  }

  @Test
  void refusesIntegersThatDoNotFit() {
    refuses("int16", "", 128L, "tinyint", "an integer of 3 digits");
    refuses("int32", "", -32769L, "smallint", "an integer of 5 digits");
    refuses("int64", "", 2_147_483_648L, "int", "an integer of 10 digits");
    refuses("int16", "", 2L, "boolean", "an integer of 1 digits");
    refuses("int32", "", 100L, "decimal(3,1)", "a decimal of 3 digits, 0 of them after the point");
    refuses(
        "int64",
        "",
        9_007_199_254_740_993L,
        "double",
        "an integer"); // one more than a double can tell
    refuses("int64", "", 1L, "date", "an integer");
    refuses("int64", "", 1L, "timestamp", "an integer");
  }

  @Test
  void decimalsExactly() {
    readsDecimal("12.34", 2, "decimal(12,2)", new BigDecimal("12.34"));
    readsDecimal("-0.01", 2, "decimal(12,2)", new BigDecimal("-0.01"));
    readsDecimal("12.30", 2, "decimal(12,1)", new BigDecimal("12.3"));
    readsDecimal("12.3", 1, "decimal(12,4)", new BigDecimal("12.3000"));
    readsDecimal("0", 0, "decimal(1,1)", new BigDecimal("0.0"));
    readsDecimal(
        "18446744073709551615", 0, "decimal(20,0)", new BigDecimal("18446744073709551615"));
    String most = "9".repeat(20) + "." + "9".repeat(18);
    readsDecimal(most, 18, "decimal(38,18)", new BigDecimal(most));
    readsDecimal("12.00", 2, "int", 12);
    readsDecimal("12.50", 2, "string", "12.50");
    readsDecimal("12.25", 2, "double", 12.25);
    readsDecimal("0.1", 1, "double", 0.1);
    refusesDecimal(
        "12.345", 3, "decimal(12,2)", "a decimal of 5 digits, 3 of them after the point");
    refusesDecimal("100.00", 2, "decimal(4,2)", "a decimal of 5 digits, 2 of them after the point");
    refusesDecimal(
        "18446744073709551615", 0, "bigint", "a decimal of 20 digits, 0 of them after the point");
    refusesDecimal("12.5", 1, "int", "a decimal of 3 digits, 1 of them after the point");
    refusesDecimal("1234567890.1234567", 7, "double", "a decimal of 17 digits");
  }

  @Test
  void decimalsWhoseScaleIsTheirOwn() {
    BigDecimal number = new BigDecimal("123456789.012345678901234567890");
    assertThat(StructValues.variableScaleDecimalInAvro(number, "decimal(38,21)")).isEqualTo(number);
    assertThat(StructValues.variableScaleDecimalInJson(number, "decimal(38,21)")).isEqualTo(number);
  }

  @Test
  void geometriesAsWellKnownBinary() {
    byte[] wkb = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");
    assertThat(StructValues.geometryInAvro(wkb)).isEqualTo(wkb);
    assertThat(StructValues.geometryInJson(wkb)).isEqualTo(wkb);
  }

  @Test
  void floats() {
    reads("double", "", 0.1, "double", 0.1);
    reads("double", "", Double.MIN_VALUE, "double", Double.MIN_VALUE);
    reads("double", "", 1.5, "float", 1.5f);
    reads("double", "", 12.34, "decimal(12,2)", new BigDecimal("12.34"));
    reads("float", "", 0.1f, "float", 0.1f);
    reads("float", "", Float.MAX_VALUE, "float", Float.MAX_VALUE);
    reads("float", "", 0.1f, "double", (double) 0.1f);
    reads("float", "", 0.1f, "decimal(3,1)", new BigDecimal("0.1"));
    refuses("double", "", 0.1, "float", "a floating-point number");
    refuses("double", "", 1e39, "float", "a floating-point number");
    refuses("double", "", 0.1 + 0.2, "decimal(12,2)", "a decimal of 17 digits");
    refuses("double", "", 1e300, "decimal(38,0)", "a decimal of");
    refuses("double", "", 1.5, "int", "a decimal of 2 digits, 1 of them after the point");
  }

  @Test
  void textsAndWhatTextsCanBecome() {
    reads("string", "", "Zoë 🌊", "string", "Zoë 🌊");
    reads("string", "", "", "string", "");
    reads("string", "io.debezium.data.Enum", "red", "string", "red");
    reads("string", "io.debezium.data.EnumSet", "a,b", "string", "a,b");
    reads("string", "io.debezium.data.Json", "{\"a\": 1}", "string", "{\"a\": 1}");
    reads("string", "io.debezium.data.Uuid", "0-0", "string", "0-0");
    reads("string", "", "é", "binary", "é".getBytes(StandardCharsets.UTF_8));
    reads("string", "", "-12", "int", -12);
    reads("string", "", "12.5", "decimal(3,1)", new BigDecimal("12.5"));
    reads("string", "", "TRUE", "boolean", true);
    reads("string", "", "2024-02-29", "date", LocalDate.of(2024, 2, 29));
    reads(
        "string",
        "",
        "2024-02-29 10:00:00.5",
        "timestamp_ntz",
        LocalDateTime.of(2024, 2, 29, 10, 0, 0, 500_000_000));
    refuses("string", "", "yes", "boolean", "text of 3 characters");
    refuses("string", "", "12a", "int", "text of 3 characters");
    refuses("string", "", "2023-02-29", "date", "text of 10 characters that is no date");
    refuses("string", "", "soon", "timestamp", "text of 4 characters that is no date with time");
    refuses("string", "", "1e999999999", "decimal(38,0)", "a decimal of 1 digits");
    refuses("string", "", "1e-999999999", "decimal(38,18)", "a decimal of 999999999 digits");
  }

  @Test
  void bytesAndBits() {
    byte[] all = {0, (byte) 0xff, 1, (byte) 0x80};
    reads("bytes", "", all, "binary", all);
    reads("bytes", "", new byte[0], "binary", new byte[0]);
    reads("bytes", "", "é".getBytes(StandardCharsets.UTF_8), "string", "é");
    refuses("bytes", "", all, "string", "4 bytes that are no UTF-8 text");
    reads("boolean", "", true, "boolean", true);
    reads("boolean", "", false, "int", 0);
    // b'1000000010' of a BIT(10): Debezium puts the lowest byte first, the database the highest
    Map<String, String> ten = Map.of("length", "10");
    reads(
        new ConnectColumn("c", "bytes", "io.debezium.data.Bits", ten),
        new byte[] {2, 2},
        "binary",
        new byte[] {2, 2});
    reads(
        new ConnectColumn("c", "bytes", "io.debezium.data.Bits", ten),
        new byte[] {1},
        "binary",
        new byte[] {0, 1});
    reads(
        new ConnectColumn("c", "bytes", "io.debezium.data.Bits", Map.of("length", "64")),
        new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) 0x88},
        "decimal(20,0)",
        new BigDecimal(new BigInteger("8807060504030201", 16)));
    refuses("boolean", "", true, "date", "a truth value");
  }

  @Test
  void wallClockTimesFromDatetimes() {
    LocalDateTime first = LocalDateTime.of(1000, 1, 1, 0, 0);
    LocalDateTime last = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000);
    reads("int64", "io.debezium.time.MicroTimestamp", micros(first), "timestamp_ntz", first);
    reads("int64", "io.debezium.time.MicroTimestamp", micros(last), "timestamp_ntz", last);
    reads(
        "int64",
        "io.debezium.time.Timestamp",
        -1L,
        "timestamp_ntz",
        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000));
    reads(
        "int64",
        "org.apache.kafka.connect.data.Timestamp",
        1L,
        "timestamp_ntz",
        LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000_000));
    reads(
        "int64",
        "io.debezium.time.NanoTimestamp",
        1_000L,
        "timestamp_ntz",
        LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000));
    reads("int64", "io.debezium.time.MicroTimestamp", 1L, "string", "1970-01-01 00:00:00.000001");
    reads("int64", "io.debezium.time.Timestamp", 86_400_000L, "date", LocalDate.of(1970, 1, 2));
    refuses("int64", "io.debezium.time.NanoTimestamp", 1L, "timestamp_ntz", "nanoseconds");
    refuses("int64", "io.debezium.time.Timestamp", 1L, "date", "a date with time");
    refuses(
        "int64",
        "io.debezium.time.Timestamp",
        Long.MAX_VALUE,
        "timestamp_ntz",
        "a date outside the years 1 to 9999");
    refuses(
        "int64",
        "io.debezium.time.MicroTimestamp",
        micros(last) + 1,
        "timestamp_ntz",
        "a date outside the years 1 to 9999");
  }

  @Test
  void instantsFromTimestamps() {
    String zoned = "io.debezium.time.ZonedTimestamp";
    reads("string", zoned, "2038-01-19T03:14:07Z", "timestamp", at("2038-01-19T03:14:07Z"));
    reads("string", zoned, "2024-05-01T10:00:00.5Z", "timestamp", at("2024-05-01T10:00:00.500Z"));
    reads(
        "string",
        zoned,
        "2024-05-01T10:00:00.123456Z",
        "timestamp",
        at("2024-05-01T10:00:00.123456Z"));
    reads("string", zoned, "2024-05-01T12:00:00+02:00", "timestamp", at("2024-05-01T10:00:00Z"));
    reads("string", zoned, "2024-05-01T10:00Z", "timestamp", at("2024-05-01T10:00:00Z"));
    refuses("string", zoned, "2024-02-30T10:00:00Z", "timestamp", "no date with time");
    refuses("string", zoned, "2024-05-01T10:00:00.1234567Z", "timestamp", "nanoseconds");
    refuses("string", zoned, "2024-05-01x10:00:00Z", "timestamp", "no date with time");
  }

  @Test
  void becomeEachOtherOnTheClockOfTheZone() {
    zone = ZoneId.of("Europe/Lisbon");
    reads(
        "string",
        "io.debezium.time.ZonedTimestamp",
        "2024-07-01T10:00:00Z",
        "timestamp_ntz",
        LocalDateTime.of(2024, 7, 1, 11, 0));
    reads(
        "int64",
        "io.debezium.time.MicroTimestamp",
        micros(LocalDateTime.of(2024, 7, 1, 11, 0)),
        "timestamp",
        at("2024-07-01T10:00:00Z"));
    reads(
        "int64",
        "io.debezium.time.MicroTimestamp",
        micros(LocalDateTime.of(2024, 1, 1, 11, 0)),
        "timestamp_ntz",
        LocalDateTime.of(2024, 1, 1, 11, 0));
  }

  @Test
  void datesAndTimesOfDay() {
    reads("int32", "io.debezium.time.Date", 19_782L, "date", LocalDate.of(2024, 2, 29));
    reads(
        "int32", "org.apache.kafka.connect.data.Date", -354_285L, "date", LocalDate.of(1000, 1, 1));
    reads("int32", "io.debezium.time.Date", 2_932_896L, "date", LocalDate.of(9999, 12, 31));
    refuses("int32", "io.debezium.time.Date", 2_932_897L, "date", "outside the years 1 to 9999");
    reads(
        "int32", "io.debezium.time.Date", 0L, "timestamp_ntz", LocalDateTime.of(1970, 1, 1, 0, 0));
    String micro = "io.debezium.time.MicroTime";
    reads("int64", micro, 0L, "string", "00:00:00");
    reads("int64", micro, 36_610_000_001L, "string", "10:10:10.000001");
    reads("int64", micro, 3_020_399_000_000L, "string", "838:59:59");
    reads("int64", micro, -3_020_399_000_000L, "string", "-838:59:59");
    reads("int64", micro, -500_000L, "string", "-00:00:00.500000");
    reads("int32", "org.apache.kafka.connect.data.Time", 1L, "string", "00:00:00.001000");
    reads("int32", "io.debezium.time.Time", 1_000L, "string", "00:00:01");
    refuses("int64", micro, 1L, "timestamp", "a time");
  }

  @Test
  void isoTexts() {
    reads(
        "string",
        "io.debezium.time.IsoTimestamp",
        "2024-05-01T10:00:00Z",
        "timestamp_ntz",
        LocalDateTime.of(2024, 5, 1, 10, 0));
    reads("string", "io.debezium.time.IsoDate", "2024-05-01Z", "date", LocalDate.of(2024, 5, 1));
  }

  private void readsDecimal(String number, int scale, String target, Object expected) {
    byte[] unscaled = new BigDecimal(number).unscaledValue().toByteArray();
    reads(ConnectColumn.decimal("c", scale), unscaled, target, expected);
  }

  private void refusesDecimal(String number, int scale, String target, String what) {
    byte[] unscaled = new BigDecimal(number).unscaledValue().toByteArray();
    refuses(
        new ConnectColumn("c", "bytes", DECIMAL, Map.of("scale", Integer.toString(scale))),
        unscaled,
        target,
        what);
  }

  private void reads(String kind, String meaning, Object given, String target, Object expected) {
    reads(ConnectColumn.of("c", kind, meaning), given, target, expected);
  }

  private void reads(ConnectColumn column, Object given, String target, Object expected) {
    for (Decoded decoded : decoded(column, given, target)) {
      assertThat(decoded).isInstanceOf(Decoded.Applied.class);
      Object value = ((Decoded.Applied) decoded).changes().get(0).row().get(1);
      assertThat(value).isEqualTo(expected);
    }
  }

  private void refuses(String kind, String meaning, Object given, String target, String what) {
    refuses(ConnectColumn.of("c", kind, meaning), given, target, what);
  }

  private void refuses(ConnectColumn column, Object given, String target, String what) {
    for (Decoded decoded : decoded(column, given, target)) {
      assertThat(decoded).isInstanceOf(Decoded.Quarantined.class);
      Decoded.Quarantined refused = (Decoded.Quarantined) decoded;
      assertThat(refused.code()).isEqualTo("value-does-not-fit");
      assertThat(refused.message())
          .startsWith("column 'c': ")
          .contains(what)
          .endsWith(
              " does not become %s exactly; declare a type that takes it under columns: of dataset things"
                  .formatted(target));
    }
  }

  private List<Decoded> decoded(ConnectColumn column, Object given, String target) {
    Envelopes envelopes = new Envelopes(List.of(ConnectColumn.of("id", "int64"), column));
    RecordDecoder decoder =
        RecordDecoder.of(
            Things.of(
                zone, List.of("id"), Things.column("id", "bigint"), Things.column("c", target)),
            envelopes);
    Map<String, Object> json = Map.of("id", 1L, "c", given);
    Map<String, Object> avro = Map.of("id", 1L, "c", inAvro(column, given));
    return List.of(
        decoder.decode(Things.record(null, envelopes.avro("c", null, avro))),
        decoder.decode(Things.record(null, envelopes.json("c", null, json))));
  }

  private static Object inAvro(ConnectColumn column, Object given) {
    boolean isInt = given instanceof Long && !column.kind().equals("int64");
    return isInt ? (Object) Math.toIntExact((Long) given) : given;
  }

  private static long micros(LocalDateTime time) {
    Instant instant = time.toInstant(ZoneOffset.UTC);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static Instant at(String iso) {
    return Instant.parse(iso);
  }
}
