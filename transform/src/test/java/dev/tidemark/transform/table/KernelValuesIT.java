package dev.tidemark.transform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.transform.fixture.TestSpark;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelValuesIT {
  private static final StructType ALL =
      StructType.fromDDL(
          "bo BOOLEAN, ti TINYINT, sm SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE,"
              + " d1 DECIMAL(9,2), d2 DECIMAL(18,6), d3 DECIMAL(38,10), s STRING, bin BINARY,"
              + " da DATE, ts TIMESTAMP, ntz TIMESTAMP_NTZ, a ARRAY<STRING>,"
              + " m MAP<STRING, INT>, st STRUCT<x: INT, y: STRING>,"
              + " h ARRAY<STRUCT<key: STRING, value: BINARY>>");

  @TempDir private Path lake;

  @Test
  void sparkReadsEachTypeBackAsItWasWritten() {
    Row most =
        RowFactory.create(
            true,
            Byte.MAX_VALUE,
            Short.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Float.MAX_VALUE,
            Double.MAX_VALUE,
            new BigDecimal("9999999.99"),
            new BigDecimal("999999999999.999999"),
            new BigDecimal("9999999999999999999999999999.9999999999"),
            "grüße 🌊",
            bytes("\u0000x"),
            LocalDate.of(9999, 12, 31),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            LocalDateTime.parse("9999-12-31T23:59:59.999999"),
            List.of("a", "b"),
            Map.of("k", 1),
            RowFactory.create(1, "y"),
            List.of(RowFactory.create("h", bytes("v"))));
    Row least =
        RowFactory.create(
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            -Float.MAX_VALUE,
            -Double.MAX_VALUE,
            new BigDecimal("-9999999.99"),
            new BigDecimal("-999999999999.999999"),
            new BigDecimal("-9999999999999999999999999999.9999999999"),
            "",
            new byte[0],
            LocalDate.of(1, 1, 1),
            Instant.parse("1900-01-01T00:00:00.000001Z"),
            LocalDateTime.parse("0001-01-01T00:00:00"),
            List.of(),
            Map.of(),
            RowFactory.create(null, null),
            Arrays.asList((Object) null));
    Row nothing = RowFactory.create(new Object[ALL.length()]);

    assertThat(roundTrip(ALL, most)).isEqualTo(text(most));
    assertThat(roundTrip(ALL, least)).isEqualTo(text(least));
    assertThat(roundTrip(ALL, nothing)).isEqualTo(text(nothing));
  }

  @Test
  void aDecimalTakesItsColumnsScale() {
    StructType one = StructType.fromDDL("d DECIMAL(9,2)");

    assertThat(roundTrip(one, RowFactory.create(new BigDecimal("1")))).isEqualTo("[1.00]");
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsColumn() {
    assertThatThrownBy(() -> roundTrip(StructType.fromDDL("n BIGINT"), RowFactory.create(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 'n' is long, a java.lang.Integer cannot be written to it");
    assertThatThrownBy(
            () ->
                roundTrip(
                    StructType.fromDDL("d DECIMAL(3,2)"),
                    RowFactory.create(new BigDecimal("10.00"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 'd' is Decimal(3, 2); a value of 4 digits does not fit");
    assertThatThrownBy(
            () ->
                roundTrip(
                    StructType.fromDDL("d DECIMAL(3,2)"),
                    RowFactory.create(new BigDecimal("1.001"))))
        .hasMessage("column 'd' is Decimal(3, 2); a value of scale 3 does not fit");
  }

  private String roundTrip(StructType schema, Row row) {
    String path = lake.resolve("t" + System.nanoTime()).toString();
    LakeTable table = LakeTable.open(TableSpec.of(path, schema), TestSpark.hadoop());
    table.append(Append.of(new TransactionId("test", 1), List.of(row)));
    return text(TestSpark.session().read().format("delta").load(path).first());
  }

  /** Bytes and nested rows compare by text; Row's own equality does not look into them. */
  private static String text(Object value) {
    if (value instanceof Row row) {
      StringBuilder all = new StringBuilder("[");
      for (int i = 0; i < row.length(); i++) {
        all.append(i == 0 ? "" : ", ").append(text(row.get(i)));
      }
      return all.append("]").toString();
    }
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    if (value instanceof scala.collection.Seq<?> seq) {
      return text(scala.jdk.javaapi.CollectionConverters.asJava(seq));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return scala.jdk.javaapi.CollectionConverters.asJava(map).toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(KernelValuesIT::text).toList().toString();
    }
    return String.valueOf(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
