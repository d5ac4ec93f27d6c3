package dev.tidemark.transform.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class RowBinaryTest {
  private static String hex(Object value, DataType type) {
    RowBinary out = new RowBinary();
    out.value(value, type);
    return HexFormat.of().formatHex(out.bytes());
  }

  private static DataType type(String ddl) {
    return DataType.fromDDL(ddl);
  }

  @Test
  void aNullIsOneByte() {
    assertThat(hex(null, DataTypes.LongType)).isEqualTo("01");
    assertThat(ColumnTypes.of(DataTypes.LongType)).isEqualTo("Nullable(Int64)");
  }

  @Test
  void numbersAreLittleEndian() {
    assertThat(hex((byte) -2, DataTypes.ByteType)).isEqualTo("00fe");
    assertThat(hex((short) 258, DataTypes.ShortType)).isEqualTo("000201");
    assertThat(hex(-1, DataTypes.IntegerType)).isEqualTo("00ffffffff");
    assertThat(hex(1L << 40, DataTypes.LongType)).isEqualTo("000000000000010000");
    assertThat(hex(1.0f, DataTypes.FloatType)).isEqualTo("000000803f");
    assertThat(hex(-2.0, DataTypes.DoubleType)).isEqualTo("0000000000000000c0");
    assertThat(hex(true, DataTypes.BooleanType)).isEqualTo("0001");
  }

  @Test
  void decimalsTakeTheWidthOfTheirPrecision() {
    assertThat(hex(new BigDecimal("-1.5"), type("decimal(9,2)"))).isEqualTo("006affffff");
    assertThat(hex(new BigDecimal("10.10"), type("decimal(18,2)"))).isEqualTo("00f203000000000000");
    assertThat(hex(new BigDecimal("-0.01"), type("decimal(38,2)")))
        .isEqualTo("00" + "ff".repeat(16));
    assertThat(hex(new BigDecimal("18446744073709551615"), type("decimal(20,0)")))
        .isEqualTo("00" + "ff".repeat(8) + "00".repeat(8));
    assertThat(ColumnTypes.of(type("decimal(20,0)"))).isEqualTo("Nullable(Decimal(20, 0))");
  }

  @Test
  void timesAreCountedFrom1970InUtc() {
    assertThat(hex(Instant.parse("1970-01-01T00:00:00.000002Z"), DataTypes.TimestampType))
        .isEqualTo("000200000000000000");
    assertThat(hex(LocalDateTime.parse("1969-12-31T23:59:59.999999"), DataTypes.TimestampNTZType))
        .isEqualTo("00" + "ff".repeat(8));
    assertThat(hex(LocalDate.parse("1969-12-31"), DataTypes.DateType)).isEqualTo("00ffffffff");
  }

  @Test
  void textsBearTheirLengthInBytes() {
    assertThat(hex("é", DataTypes.StringType)).isEqualTo("0002c3a9");
    assertThat(hex("x".repeat(128), DataTypes.StringType)).startsWith("00800178");
    assertThat(hex(new byte[] {0, -1}, DataTypes.BinaryType)).isEqualTo("000200ff");
  }

  @Test
  void whatHoldsOthersIsNotNullItself() {
    assertThat(hex(null, type("array<int>"))).isEqualTo("00");
    assertThat(hex(RowFactory.create(1, null), type("struct<a:int,b:string>")))
        .isEqualTo("000100000001");
    assertThat(ColumnTypes.of(type("struct<a:int,b:array<string>>")))
        .isEqualTo("Tuple(a Nullable(Int32), b Array(Nullable(String)))");
    assertThat(ColumnTypes.of(type("map<string,decimal(5,1)>")))
        .isEqualTo("Map(String, Nullable(Decimal(5, 1)))");
  }
}
