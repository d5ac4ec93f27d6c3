package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Source.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bool | 0 | 0 | boolean",
        "int2 | 0 | 0 | smallint",
        "int4 | 0 | 0 | int",
        "int8 | 0 | 0 | bigint",
        "oid | 0 | 0 | bigint",
        "numeric | 12 | 2 | decimal(12,2)",
        "numeric | 38 | 38 | decimal(38,38)",
        "numeric | 0 | 0 | string",
        "float4 | 0 | 0 | float",
        "float8 | 0 | 0 | double",
        "money | 0 | 0 | decimal(19,2)",
        "text | 0 | 0 | string",
        "bpchar | 0 | 0 | string",
        "uuid | 0 | 0 | string",
        "jsonb | 0 | 0 | string",
        "enum | 0 | 0 | string",
        "date | 0 | 0 | date",
        "time | 0 | 0 | string",
        "timestamp | 0 | 0 | timestamp_ntz",
        "timestamptz | 0 | 0 | timestamp",
        "interval | 0 | 0 | string",
        "bytea | 0 | 0 | binary",
        "bit | 1 | 0 | boolean",
        "bit | 9 | 0 | binary",
        "varbit | 0 | 0 | binary",
        "_int4 | 0 | 0 | string",
        "_enum | 0 | 0 | string",
        "_timestamptz | 0 | 0 | string",
      })
  void followTheTable(String name, int precision, int scale, String silver) {
    assertThat(of(name, precision, scale)).isEqualTo(new SilverType.Known(silver));
  }

  @Test
  void aNumericBeyondSparksIsRefused() {
    assertThat(of("numeric", 39, 2)).isInstanceOf(SilverType.Refused.class);
    assertThat(of("numeric", 3, -2)).isInstanceOf(SilverType.Refused.class);
    assertThat(of("numeric", 2, 5)).isInstanceOf(SilverType.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_interval", "_money", "__int4", "polygon", "a_composite", "_point"})
  void whatDebeziumDoesNotSendIsTold(String name) {
    assertThat(of(name, 0, 0))
        .isEqualTo(new SilverType.NotSent("Debezium does not send values of type " + name));
  }

  private static SilverType of(String name, int precision, int scale) {
    return SilverType.of(Kind.POSTGRES, new SourceColumn.Type(name, name, precision, scale));
  }
}
