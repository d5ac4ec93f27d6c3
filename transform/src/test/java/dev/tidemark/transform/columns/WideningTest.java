package dev.tidemark.transform.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.delta.TypeWidening;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WideningTest {
  private static final List<String> ALL =
      List.of(
          "boolean",
          "tinyint",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "decimal(5,2)",
          "decimal(10,2)",
          "decimal(12,2)",
          "decimal(12,4)",
          "decimal(20,0)",
          "decimal(38,10)",
          "string",
          "binary",
          "date",
          "timestamp",
          "timestamp_ntz");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int           | bigint        | bigint",
        "bigint        | int           | bigint",
        "tinyint       | smallint      | smallint",
        "float         | double        | double",
        "int           | double        | double",
        "int           | float         | double",
        "float         | int           | double",
        "decimal(10,2) | decimal(12,2) | decimal(12,2)",
        "decimal(12,2) | decimal(10,2) | decimal(12,2)",
        "decimal(10,2) | decimal(12,4) | decimal(12,4)",
        "decimal(10,2) | decimal(10,4) | decimal(12,4)",
        "decimal(10,2) | smallint      | decimal(10,2)",
        "decimal(10,2) | bigint        | decimal(21,2)",
        "int           | decimal(20,0) | decimal(20,0)",
        "int           | decimal(5,2)  | decimal(12,2)",
        "bigint        | decimal(20,0) | decimal(20,0)",
      })
  void holdsAllValuesOfBoth(String had, String other, String wide) {
    assertThat(Widening.of(type(had), type(other))).contains(type(wide));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint         | double",
        "double         | bigint",
        "decimal(10,2)  | double",
        "decimal(38,10) | decimal(38,0)",
        "int            | string",
        "string         | int",
        "boolean        | int",
        "date           | timestamp_ntz",
        "timestamp_ntz  | timestamp",
      })
  void isNoneWhereNoTypeHoldsBothExactly(String had, String other) {
    assertThat(Widening.of(type(had), type(other))).isEmpty();
  }

  /** Else a batch would ask for the same growth for ever, or Delta refuse it. */
  @Test
  void everyWideningIsOneForDeltaAndTheLastOfItsKind() {
    int wider = 0;
    for (String one : ALL) {
      for (String other : ALL) {
        Optional<DataType> wide = Widening.of(type(one), type(other));
        if (wide.isPresent()) {
          assertThat(Widening.of(wide.get(), type(other))).as(one + other).isEqualTo(wide);
          assertThat(Widening.of(type(one), wide.get())).as(one + other).isEqualTo(wide);
          assertThat(
                  wide.get().equals(type(one))
                      || TypeWidening.isTypeChangeSupported(
                          (AtomicType) type(one), (AtomicType) wide.get()))
              .as("Delta: %s to %s", one, wide.get().sql())
              .isTrue();
          wider += wide.get().equals(type(one)) ? 0 : 1;
        }
      }
    }
    assertThat(wider).isGreaterThan(50);
  }

  private static DataType type(String sql) {
    return DataType.fromDDL(sql.strip());
  }
}
