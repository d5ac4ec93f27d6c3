package dev.tidemark.transform.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.fixture.TestSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No row is lost to the statistics by which readers skip files. */
final class StatisticsIT {
  private static final int TOGETHER = 100;

  @TempDir private Path lake;

  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of(
            "DECIMAL(38,18)",
            List.of(
                new BigDecimal("99999999999999999999.999999999999999999"),
                new BigDecimal("-99999999999999999999.999999999999999999"),
                new BigDecimal("0.000000000000000001"),
                new BigDecimal("-0.000000000000000001"),
                new BigDecimal("12345678901234567890.123456789012345678"))),
        Arguments.of(
            "DECIMAL(38,0)",
            List.of(
                new BigDecimal("99999999999999999999999999999999999999"),
                new BigDecimal("-99999999999999999999999999999999999999"))),
        Arguments.of(
            "DECIMAL(38,38)",
            List.of(
                new BigDecimal("0.99999999999999999999999999999999999999"),
                new BigDecimal("0.00000000000000000000000000000000000001"))),
        Arguments.of(
            "DECIMAL(20,2)",
            List.of(
                new BigDecimal("999999999999999999.99"),
                new BigDecimal("-999999999999999999.99"),
                new BigDecimal("90071992547409.93"),
                new BigDecimal("900719925474099.33"))),
        Arguments.of(
            "DECIMAL(18,18)",
            List.of(new BigDecimal("0.123456789012345678"), new BigDecimal("0E-18"))),
        Arguments.of(
            "DECIMAL(9,9)", List.of(new BigDecimal("0.000000001"), new BigDecimal("-0.000000001"))),
        Arguments.of(
            "BIGINT", List.of(Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, -(1L << 53) - 1, 0L)),
        Arguments.of(
            "TIMESTAMP",
            List.of(
                Instant.parse("2024-02-29T12:00:00.123456Z"),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Instant.parse("1583-01-01T00:00:00.000001Z"),
                Instant.parse("0001-01-01T00:00:00.000001Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                Instant.parse("+10000-01-01T00:00:00.000001Z"),
                Instant.parse("-0044-03-15T12:00:00.000001Z"))),
        Arguments.of(
            "TIMESTAMP_NTZ",
            List.of(
                LocalDateTime.parse("2024-02-29T12:00:00.123456"),
                LocalDateTime.parse("2024-02-29T12:00"),
                LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                LocalDateTime.parse("0001-01-01T00:00:00.000001"),
                LocalDateTime.parse("9999-12-31T23:59:59.999999"),
                LocalDateTime.parse("+10000-01-01T00:00:00.000001"),
                LocalDateTime.parse("-0044-03-15T12:00:00.000001"))),
        Arguments.of(
            "DATE",
            List.of(
                LocalDate.of(1970, 1, 1),
                LocalDate.of(1582, 10, 10),
                LocalDate.of(1, 1, 1),
                LocalDate.of(9999, 12, 31),
                LocalDate.of(10000, 1, 1),
                LocalDate.of(-44, 3, 15))),
        Arguments.of(
            "DOUBLE",
            List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -0.0,
                0.0,
                0.1)),
        Arguments.of(
            "FLOAT",
            List.of(
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.MAX_VALUE,
                Float.MIN_VALUE,
                -0.0f,
                0.1f)),
        Arguments.of(
            "STRING",
            List.of(
                "",
                "\u0000",
                "\uFFFF",
                "\uE000",
                "\uD83C\uDF0A",
                "\uDBFF\uDFFF",
                "\uDBFF\uDFFF".repeat(40),
                "\uFFFF".repeat(40),
                "a".repeat(31) + "\uD83C\uDF0A" + "b",
                "a".repeat(5_000),
                "a".repeat(32),
                "a".repeat(33),
                "grüße 🌊",
                "a\"b\\c\nd")),
        Arguments.of("BOOLEAN", List.of(true, false)),
        Arguments.of(
            "BINARY",
            List.of(
                new byte[0], new byte[] {-1, -2, 0, 1}, new byte[] {0}, "text".getBytes(UTF_8))));
  }

  /** Each value alone in a file, and all in one: an edge of the bounds, or between them. */
  @ParameterizedTest
  @MethodSource("columns")
  void everyRowIsFoundByItsValue(String type, List<Object> values) {
    LakeTable table = open("id INT, v " + type + ", s STRUCT<v: " + type + ">");
    List<Row> together = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      table.append(Append.of(id(i), List.of(row(i, values.get(i)))));
      together.add(row(i + TOGETHER, values.get(i)));
    }
    together.add(row(2 * TOGETHER, null));
    table.append(Append.of(id(TOGETHER), together));
    table.append(Append.of(id(TOGETHER + 1), List.of(row(2 * TOGETHER, null))));

    assertThat(found(values)).containsAll(expected(values));
  }

  @Test
  void theLogTellsNoBytesAndNoLongText() throws IOException {
    LakeTable table = open("b BINARY, s STRING");

    table.append(
        Append.of(id(1), List.of(RowFactory.create("secret".getBytes(UTF_8), "abc".repeat(300)))));

    String shortened = "abc".repeat(300).substring(0, 32);
    assertThat(log(1))
        .doesNotContain("secret")
        .contains("\"minValues\":{\"s\":\"" + shortened + "\"}")
        .contains("\"maxValues\":{\"s\":\"" + shortened + "\uDBFF\uDFFF\"}")
        .contains("\"nullCount\":{\"b\":0,\"s\":0}");
  }

  @Test
  void ourOwnColumnsAreCountedHoweverWideTheTable() throws IOException {
    String wide = IntStream.range(0, 40).mapToObj(i -> "c" + i + " INT").collect(joining(", "));
    LakeTable table = open(wide + ", _interval STRING");
    Object[] values = new Object[41];
    values[40] = "2024-02-29";

    table.append(Append.of(id(1), List.of(RowFactory.create(values))));

    assertThat(log(1)).contains("\"_interval\":\"2024-02-29\"");
  }

  private static List<String> expected(List<Object> values) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      all.add("%s in %s".formatted(i, i));
      all.add("%s in %s".formatted(i, i + TOGETHER));
    }
    return all;
  }

  /** One job: the table is filtered by each value, with what its files tell of it. */
  private List<String> found(List<Object> values) {
    List<Dataset<Row>> searches = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      searches.add(
          TestSpark.session()
              .read()
              .format("delta")
              .load(path())
              .where(col(i == 0 ? "s.v" : "v").equalTo(lit(values.get(i))))
              .select(concat(lit(i + " in "), col("id"))));
    }
    return searches.stream()
        .reduce(Dataset::union)
        .orElseThrow()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static Row row(int id, Object value) {
    return RowFactory.create(id, value, RowFactory.create(value));
  }

  private static TransactionId id(long version) {
    return new TransactionId("test", version);
  }

  private LakeTable open(String columns) {
    return LakeTable.open(TableSpec.of(path(), StructType.fromDDL(columns)), TestSpark.hadoop());
  }

  /** Statistics stand there as text in a text. */
  private String log(long version) throws IOException {
    String name = String.format(Locale.ROOT, "t/_delta_log/%020d.json", version);
    return Files.readString(lake.resolve(name)).replace("\\", "");
  }

  private String path() {
    return lake.resolve("t").toString();
  }
}
