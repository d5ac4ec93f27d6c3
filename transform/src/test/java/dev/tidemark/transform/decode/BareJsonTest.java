package dev.tidemark.transform.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JSON without a schema: the declared columns alone say what a value is. */
final class BareJsonTest {
  private ZoneId zone = ZoneId.of("UTC");

  @Test
  void numbers() {
    reads("127", "tinyint", (byte) 127);
    reads("9223372036854775807", "bigint", Long.MAX_VALUE);
    reads("18446744073709551615", "decimal(20,0)", new BigDecimal("18446744073709551615"));
    reads("12.50", "decimal(12,2)", new BigDecimal("12.50"));
    reads("12.50", "string", "12.50");
    reads("0.1", "double", 0.1);
    reads("0.30000000000000004", "double", 0.1 + 0.2);
    reads("0.1", "float", 0.1f);
    reads("1e2", "int", 100);
    reads("\"12.34\"", "decimal(12,2)", new BigDecimal("12.34"));
    refuses("128", "tinyint");
    refuses("9223372036854775808", "bigint");
    refuses("12.345", "decimal(12,2)");
    refuses("3.14159265358979", "float");
    refuses("1e999999999", "decimal(38,0)");
    refuses("1.5", "int");
  }

  @Test
  void textsBytesAndTruth() {
    reads("\"x\"", "string", "x");
    reads("{\"a\":[1,2]}", "string", "{\"a\":[1,2]}");
    reads("\"AP8=\"", "binary", new byte[] {0, -1});
    reads("true", "boolean", true);
    reads("1", "boolean", true);
    reads("null", "int", null);
    refuses("\"not base64!\"", "binary");
    refuses("[1]", "int");
  }

  @Test
  void datesAndTimes() {
    reads("\"2024-05-01\"", "date", LocalDate.of(2024, 5, 1));
    reads("\"2024-05-01Z\"", "date", LocalDate.of(2024, 5, 1));
    reads("19844", "date", LocalDate.of(2024, 5, 1));
    reads("\"2024-05-01T10:00:00Z\"", "timestamp", Instant.parse("2024-05-01T10:00:00Z"));
    reads("\"2024-05-01T10:00:00\"", "timestamp_ntz", LocalDateTime.of(2024, 5, 1, 10, 0));
    reads("\"838:59:59\"", "string", "838:59:59");
    refuses("1714557600000", "timestamp"); // of what unit?
    refuses("9999999999999", "date");
  }

  @Test
  void readsTextWithAnOffsetAsAnInstantAndWithoutOnTheClockOfTheZone() {
    zone = ZoneId.of("Europe/Lisbon");
    reads("\"2024-07-01T10:00:00Z\"", "timestamp_ntz", LocalDateTime.of(2024, 7, 1, 11, 0));
    reads("\"2024-07-01 11:00:00\"", "timestamp", Instant.parse("2024-07-01T10:00:00Z"));
  }

  private void reads(String json, String target, Object expected) {
    Decoded decoded = decode(json, target);
    assertThat(decoded).isInstanceOf(Decoded.Applied.class);
    assertThat(((Decoded.Applied) decoded).changes().get(0).row().get(1)).isEqualTo(expected);
  }

  private void refuses(String json, String target) {
    Decoded decoded = decode(json, target);
    assertThat(decoded).isInstanceOf(Decoded.Quarantined.class);
    assertThat(((Decoded.Quarantined) decoded).code()).isEqualTo("value-does-not-fit");
    assertThat(((Decoded.Quarantined) decoded).message()).startsWith("column 'c': ");
  }

  private Decoded decode(String json, String target) {
    byte[] value =
        "{\"op\":\"c\",\"before\":null,\"after\":{\"id\":1,\"c\":%s},\"source\":{\"ts_ms\":5}}"
            .formatted(json)
            .getBytes(StandardCharsets.UTF_8);
    return RecordDecoder.of(
            Things.of(
                zone, List.of("id"), Things.column("id", "bigint"), Things.column("c", target)),
            id -> Optional.empty())
        .decode(Things.record(null, value));
  }
}
