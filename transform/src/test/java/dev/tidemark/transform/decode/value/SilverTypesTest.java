package dev.tidemark.transform.decode.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.decode.value.ConnectType.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SilverTypesTest {
  private static final Path DOCUMENT = Path.of("../docs/types.md");

  /** `int64 io.debezium.time.Timestamp {a=b, c=d,e}` between the second and third bar. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\| `(?<source>[^|]*)` \\| `(?<kind>\\w+) ?(?<name>[\\w.]*) ?(\\{(?<parameters>.*)})?` \\| `(?<silver>[^|]*)` \\|.*");

  /** The document is written by a test from what Debezium sent and ingest apply wrote. */
  @Test
  void isWhatTheTypeTableSays() throws IOException {
    List<Matcher> lines =
        Files.readAllLines(DOCUMENT).stream().map(LINE::matcher).filter(Matcher::matches).toList();

    assertThat(lines).hasSizeGreaterThan(45);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(SilverTypes.of(type(line)))
                    .as(line.group("source"))
                    .contains(line.group("silver")));
  }

  @Test
  void isNoneWhereNothingTellsTheDigits() {
    assertThat(SilverTypes.of(decimal(Map.of("scale", "2")))).isEmpty();
    assertThat(SilverTypes.of(decimal(Map.of("scale", "2", "connect.decimal.precision", "39"))))
        .isEmpty();
    assertThat(SilverTypes.of(decimal(Map.of("scale", "x", "connect.decimal.precision", "9"))))
        .isEmpty();
  }

  @Test
  void isNoneForWhatNoColumnTakes() {
    assertThat(SilverTypes.of(ConnectType.of(Kind.OTHER))).isEmpty();
    assertThat(SilverTypes.of(ConnectType.listOf(ConnectType.of(Kind.INT32)))).contains("string");
    assertThat(SilverTypes.of(ConnectType.of(Kind.STRUCT))).isEmpty();
    assertThat(SilverTypes.of(new ConnectType(Kind.STRING, "com.acme.Money", Map.of(), List.of())))
        .isEmpty();
  }

  private static ConnectType decimal(Map<String, String> parameters) {
    return new ConnectType(
        Kind.BYTES, "org.apache.kafka.connect.data.Decimal", parameters, List.of());
  }

  private static ConnectType type(Matcher line) {
    Map<String, String> parameters = new HashMap<>();
    if (line.group("parameters") != null && !line.group("name").endsWith("Enum")) {
      for (String pair : line.group("parameters").split(", ")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    Kind kind =
        switch (line.group("kind")) {
          case "float" -> Kind.FLOAT32;
          case "double" -> Kind.FLOAT64;
          default -> Kind.valueOf(line.group("kind").toUpperCase(java.util.Locale.ROOT));
        };
    return new ConnectType(kind, line.group("name"), parameters, List.of());
  }
}
