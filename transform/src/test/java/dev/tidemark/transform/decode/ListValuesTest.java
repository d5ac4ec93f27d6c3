package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.decode.value.ConnectType;
import dev.tidemark.transform.decode.value.ConnectType.Kind;
import dev.tidemark.transform.decode.value.Conversions;
import dev.tidemark.transform.decode.wire.Lists;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Postgres' arrays, as Avro and as JSON with its schema carry them, to text. */
final class ListValuesTest {
  @Test
  void numbersStayNumbersAndNullsStayNulls() {
    assertThat(avro(of(Kind.INT32), 1, null, -3)).isEqualTo("[1,null,-3]");
    assertThat(json(of(Kind.INT32), "[1,null,-3]")).isEqualTo("[1,null,-3]");
    assertThat(avro(of(Kind.FLOAT64), 1.5, Double.NaN)).isEqualTo("[1.5,\"NaN\"]");
    assertThat(json(of(Kind.FLOAT64), "[1.5,\"NaN\"]")).isEqualTo("[1.5,\"NaN\"]");
    assertThat(avro(of(Kind.BOOLEAN), true, false)).isEqualTo("[true,false]");
    assertThat(avro(of(Kind.INT32))).isEqualTo("[]");
  }

  @Test
  void textIsQuotedAndBytesAreBase64() {
    assertThat(avro(of(Kind.STRING), "a", "q\"\n\u00e9")).isEqualTo("[\"a\",\"q\\\"\\n\u00e9\"]");
    assertThat(json(of(Kind.STRING), "[\"a\",\"q\\\"\"]")).isEqualTo("[\"a\",\"q\\\"\"]");
    assertThat(avro(of(Kind.BYTES), ByteBuffer.wrap(new byte[] {0, -1}))).isEqualTo("[\"AP8=\"]");
  }

  @Test
  void elementsMeanWhatTheirTypeSays() {
    ConnectType days = new ConnectType(Kind.INT32, "io.debezium.time.Date", Map.of(), List.of());
    ConnectType micros =
        new ConnectType(Kind.INT64, "io.debezium.time.MicroTimestamp", Map.of(), List.of());
    ConnectType decimal =
        new ConnectType(
            Kind.BYTES, "org.apache.kafka.connect.data.Decimal", Map.of("scale", "2"), List.of());

    assertThat(avro(days, 19723)).isEqualTo("[\"2024-01-01\"]");
    assertThat(json(micros, "[1704067200123456]")).isEqualTo("[\"2024-01-01 00:00:00.123456\"]");
    assertThat(avro(decimal, ByteBuffer.wrap(new byte[] {110}))).isEqualTo("[1.10]");
  }

  private static ConnectType of(Kind kind) {
    return ConnectType.of(kind);
  }

  private static Object avro(ConnectType element, Object... values) {
    ConnectType type = ConnectType.listOf(element);
    return text(type, Lists.avro(type, Arrays.asList(values)));
  }

  private static Object json(ConnectType element, String list) {
    ConnectType type = ConnectType.listOf(element);
    return text(type, Lists.json(type, list));
  }

  private static Object text(ConnectType type, Object plain) {
    return Conversions.of(type, DataTypes.StringType, ZoneOffset.UTC).of(plain);
  }
}
