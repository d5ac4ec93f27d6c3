package dev.tidemark.e2e.types;

import java.util.ArrayList;
import java.util.List;

/** Every column type of MariaDB that can be followed, with its extremes. */
final class MariaDbTypes {
  private MariaDbTypes() {}

  static List<ColumnCase> all() {
    List<ColumnCase> all = new ArrayList<>();
    all.addAll(integers());
    all.addAll(otherNumbers());
    all.addAll(times());
    all.addAll(zeroDates());
    all.addAll(texts());
    all.addAll(bytes());
    return all;
  }

  private static List<ColumnCase> integers() {
    return List.of(
        column("c_bool", "TINYINT(1)", "smallint").numbers("0", "1", "-128", "127"),
        column("c_tinyint", "TINYINT", "smallint").numbers("-128", "127"),
        column("c_tinyint_u", "TINYINT UNSIGNED", "smallint").numbers("0", "255"),
        column("c_smallint", "SMALLINT", "smallint").numbers("-32768", "32767"),
        column("c_smallint_u", "SMALLINT UNSIGNED", "int").numbers("0", "65535"),
        column("c_mediumint", "MEDIUMINT", "int").numbers("-8388608", "8388607"),
        column("c_mediumint_u", "MEDIUMINT UNSIGNED", "int").numbers("0", "16777215"),
        column("c_int", "INT", "int").numbers("-2147483648", "2147483647"),
        column("c_int_u", "INT UNSIGNED", "bigint").numbers("0", "4294967295"),
        column("c_bigint", "BIGINT", "bigint")
            .numbers("-9223372036854775808", "9223372036854775807"),
        column("c_bigint_u", "BIGINT UNSIGNED", "decimal(20,0)")
            .numbers("0", "18446744073709551615", "9223372036854775808"),
        column("c_year", "YEAR", "int").numbers("1901", "2155"));
  }

  private static List<ColumnCase> otherNumbers() {
    return List.of(
        column("c_decimal", "DECIMAL(12,2)", "decimal(12,2)")
            .numbers("-9999999999.99", "9999999999.99", "0.00", "-0.01"),
        column("c_decimal_0", "DECIMAL(5,0)", "decimal(5,0)").numbers("-99999", "99999", "0"),
        column("c_decimal_38", "DECIMAL(38,10)", "decimal(38,10)")
            .numbers(
                "9999999999999999999999999999.9999999999",
                "-9999999999999999999999999999.9999999999",
                "0.0000000001"),
        column("c_decimal_u", "DECIMAL(20,3) UNSIGNED", "decimal(20,3)")
            .numbers("0.000", "99999999999999999.999"),
        column("c_float", "FLOAT", "float")
            .value("1.5", "1.5")
            .value("-0.1", "-0.1")
            .value("16777216", "1.6777216E7", "1.67772E7")
            .note(
                "a snapshot reads six digits only, as MariaDB prints it; the log has all: prefer `DOUBLE`"),
        column("c_float_scaled", "FLOAT(7,3)", "double").value("-1234.5", "-1234.5"),
        column("c_double", "DOUBLE", "double")
            .value("1.7976931348623157e308", "1.7976931348623157E308")
            .value("-2.2250738585072014e-308", "-2.2250738585072014E-308")
            .value("0.1", "0.1"),
        column("c_bit", "BIT(1)", "boolean").value("b'0'", "false").value("b'1'", "true"),
        column("c_bit_9", "BIT(9)", "binary")
            .value("b'100000010'", "0x0102")
            .value("b'000000001'", "0x0001")
            .note("highest byte first"),
        column("c_bit_64", "BIT(64)", "binary")
            .value(
                "b'1000000000000000000000000000000000000000000000000000000000000001'",
                "0x8000000000000001"));
  }

  private static List<ColumnCase> times() {
    return List.of(
        column("c_date", "DATE", "date").texts("1000-01-01", "9999-12-31", "1582-10-10"),
        column("c_datetime", "DATETIME", "timestamp_ntz")
            .value("'1000-01-01 00:00:00'", "1000-01-01T00:00")
            .value("'9999-12-31 23:59:59'", "9999-12-31T23:59:59")
            .value("'2024-03-31 02:30:00'", "2024-03-31T02:30")
            .note("wall clock; read in the dataset's `zone`"),
        column("c_datetime_3", "DATETIME(3)", "timestamp_ntz")
            .value("'1969-12-31 23:59:59.999'", "1969-12-31T23:59:59.999"),
        column("c_datetime_6", "DATETIME(6)", "timestamp_ntz")
            .value("'1000-01-01 00:00:00.000001'", "1000-01-01T00:00:00.000001")
            .value("'9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999999"),
        column("c_timestamp", "TIMESTAMP NULL", "timestamp")
            .value("'1970-01-01 00:00:01'", "1970-01-01T00:00:01Z")
            .value("'2038-01-19 03:14:07'", "2038-01-19T03:14:07Z")
            .note("an instant"),
        column("c_timestamp_6", "TIMESTAMP(6) NULL", "timestamp")
            .value("'2038-01-19 03:14:07.999999'", "2038-01-19T03:14:07.999999Z"),
        column("c_time", "TIME", "string")
            .texts("-838:59:59", "838:59:59", "24:00:01", "00:00:00")
            .note("a span that may be negative and longer than a day, so text"),
        column("c_time_6", "TIME(6)", "string")
            .texts("-838:59:59.999999", "838:59:59.999999", "-00:00:00.000001"));
  }

  private static List<ColumnCase> zeroDates() {
    return List.of(
        column("c_zero_date", "DATE", "date")
            .value("'0000-00-00'", null)
            .value("'2024-00-15'", null)
            .note("a date that is none (`0000-00-00`, `2024-00-15`) becomes NULL"),
        column("c_zero_date_nn", "DATE NOT NULL", "date")
            .value("'0000-00-00'", "1970-01-01")
            .value("'2024-02-29'", "2024-02-29")
            .note("Debezium sends 1970-01-01 for a date that is none where NULL is forbidden"),
        column("c_zero_datetime", "DATETIME", "timestamp_ntz").value("'0000-00-00 00:00:00'", null),
        column("c_zero_timestamp", "TIMESTAMP NULL", "timestamp")
            .value("'0000-00-00 00:00:00'", "1970-01-01T00:00:00Z", null)
            .note(
                "`0000-00-00 00:00:00` is NULL from a snapshot and 1970-01-01 from the log, where MariaDB keeps it as second 0"));
  }

  private static List<ColumnCase> texts() {
    return List.of(
        column("c_char", "CHAR(5)", "string")
            .texts("ab", "", "\uD83D\uDE00\u00e9")
            .note("without the spaces at its end, as MariaDB answers it"),
        column("c_varchar", "VARCHAR(60)", "string")
            .texts("\uD83D\uDE00 \u00dcn\u00ef 'quoted' \"twice\" back\\slash\nline\ttab ", ""),
        column("c_latin1", "VARCHAR(20) CHARACTER SET latin1", "string")
            .texts("M\u00fcnchen \u20ac"),
        column("c_tinytext", "TINYTEXT", "string").texts("tiny"),
        column("c_text", "TEXT", "string").texts("text \uD83C\uDDE9\uD83C\uDDEA"),
        column("c_mediumtext", "MEDIUMTEXT", "string").texts("medium"),
        column("c_longtext", "LONGTEXT", "string")
            .value("repeat('ab', 40000)", "ab".repeat(40_000)),
        column("c_enum", "ENUM('small','it''s','\u00fcber')", "string")
            .texts("small", "it's", "\u00fcber"),
        column("c_set", "SET('a','b','c')", "string").texts("", "a,c", "a,b,c"),
        column("c_json", "JSON", "string")
            .texts("{\"a\": 1.10, \"b\": [true, null, \"\uD83D\uDE00\"]}", "null")
            .note("text as it was written"),
        column("c_uuid", "UUID", "string")
            .texts("123e4567-e89b-12d3-a456-426614174001")
            .note(
                "one that ends in a zero byte arrives wrong from the log (Debezium 3.5.0); `ingest apply` warns"));
  }

  private static List<ColumnCase> bytes() {
    return List.of(
        column("c_binary", "BINARY(4)", "binary")
            .value("x'00ff0001'", "0x00ff0001")
            .value("x'0100'", "0x01000000"),
        column("c_varbinary", "VARBINARY(8)", "binary")
            .value("x'00ff00'", "0x00ff00")
            .value("''", "0x"),
        column("c_tinyblob", "TINYBLOB", "binary").value("x'00'", "0x00"),
        column("c_blob", "BLOB", "binary").value("x'fffe'", "0xfffe"),
        column("c_mediumblob", "MEDIUMBLOB", "binary").value("x'01'", "0x01"),
        column("c_longblob", "LONGBLOB", "binary").value("x'02'", "0x02"),
        column("c_point", "POINT", "binary")
            .value("ST_GeomFromText('POINT(1 2)')", "0x0101000000000000000000f03f0000000000000040")
            .note("well-known binary, without the reference system"),
        column("c_geometry", "GEOMETRY", "binary")
            .value(
                "ST_GeomFromText('LINESTRING(0 0,1 1)')",
                "0x01020000000200000000000000000000000000000000000000000000000000f03f000000000000f03f"));
  }

  private static ColumnCase column(String name, String type, String silver) {
    return ColumnCase.of(name, type, silver);
  }
}
