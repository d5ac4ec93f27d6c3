package dev.tidemark.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.clickhouse.ColumnType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FilterTest {
  private static List<Filter> filters(String type, String... values) {
    return Filter.of(
        new Parameters(Map.of("c", List.of(values))),
        new Filter.Columns() {
          @Override
          public List<String> names() {
            return List.of("c", "d");
          }

          @Override
          public ColumnType of(String column) {
            return ColumnType.parse(type);
          }
        });
  }

  private static String value(String type, String text) {
    return filters(type, text).get(0).values().get(0);
  }

  @Test
  void takesTheColumnsThatAreAskedFor() {
    assertThat(filters("Nullable(String)", "a", "b"))
        .containsExactly(new Filter("c", "String", List.of("a", "b")));
  }

  @Test
  void holdsIntegersToTheirBits() {
    assertThat(value("Int8", "-128")).isEqualTo("-128");
    assertThat(value("UInt64", "18446744073709551615")).isEqualTo("18446744073709551615");
    assertThat(value("Int64", "007")).isEqualTo("7");
    assertThatThrownBy(() -> value("Int8", "128"))
        .hasMessage("c must be a number that Int8 can hold; c=128.");
    assertThatThrownBy(() -> value("UInt8", "-1"))
        .hasMessage("c must be a number that UInt8 can hold; c=-1.");
    assertThatThrownBy(() -> value("UInt8", "1.0")).hasMessage("c must be a whole number; c=1.0.");
  }

  @Test
  void neverCutsADecimal() {
    assertThat(value("Decimal(4, 2)", "12.500")).isEqualTo("12.5");
    assertThat(value("Decimal(4, 2)", "0.00")).isEqualTo("0");
    assertThat(value("Decimal(4, 2)", "-99.99")).isEqualTo("-99.99");
    assertThat(value("Decimal(20, 0)", "100")).isEqualTo("100");
    for (String wrong : List.of("100", "1.234")) {
      assertThatThrownBy(() -> value("Decimal(4, 2)", wrong))
          .hasMessage(
              "c must be a number of at most 4 digits, 2 of them after the point; c=%s."
                  .formatted(wrong));
    }
    assertThatThrownBy(() -> value("Decimal(4, 2)", "1e1"))
        .hasMessage("c must be a number such as 12.50; c=1e1.");
  }

  @Test
  void refusesToCompareFloatingNumbers() {
    assertThatThrownBy(() -> value("Float64", "1"))
        .hasMessage(
            "c must be left out: a column of type Float64 cannot be asked for by value; c=1.");
  }
}
