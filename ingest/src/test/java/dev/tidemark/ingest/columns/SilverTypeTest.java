package dev.tidemark.ingest.columns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.conf.Source.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SilverTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint | tinyint(4) | 3 | 0 | smallint",
        "tinyint | tinyint(1) | 3 | 0 | smallint",
        "tinyint | tinyint(3) unsigned | 3 | 0 | smallint",
        "smallint | smallint(6) | 5 | 0 | smallint",
        "smallint | smallint(5) unsigned | 5 | 0 | int",
        "mediumint | mediumint(9) | 7 | 0 | int",
        "mediumint | mediumint(8) unsigned | 7 | 0 | int",
        "int | int(11) | 10 | 0 | int",
        "int | int(10) unsigned | 10 | 0 | bigint",
        "int | int unsigned zerofill | 10 | 0 | bigint",
        "bigint | bigint(20) | 19 | 0 | bigint",
        "bigint | bigint(20) unsigned | 20 | 0 | decimal(20,0)",
        "decimal | decimal(12,2) | 12 | 2 | decimal(12,2)",
        "decimal | decimal(12,2) unsigned | 12 | 2 | decimal(12,2)",
        "decimal | decimal(38,38) | 38 | 38 | decimal(38,38)",
        "float | float | 12 | 0 | float",
        "float | float unsigned | 12 | 0 | float",
        "float | float(7,2) | 7 | 2 | double",
        "double | double | 22 | 0 | double",
        "bit | bit(1) | 1 | 0 | boolean",
        "bit | bit(2) | 2 | 0 | binary",
        "bit | bit(64) | 64 | 0 | binary",
        "char | char(10) | 0 | 0 | string",
        "varchar | varchar(20) | 0 | 0 | string",
        "tinytext | tinytext | 0 | 0 | string",
        "text | text | 0 | 0 | string",
        "mediumtext | mediumtext | 0 | 0 | string",
        "longtext | longtext | 0 | 0 | string",
        "enum | enum('a','unsigned') | 0 | 0 | string",
        "set | set('x','y') | 0 | 0 | string",
        "json | json | 0 | 0 | string",
        "uuid | uuid | 0 | 0 | string",
        "binary | binary(16) | 0 | 0 | binary",
        "varbinary | varbinary(16) | 0 | 0 | binary",
        "tinyblob | tinyblob | 0 | 0 | binary",
        "blob | blob | 0 | 0 | binary",
        "mediumblob | mediumblob | 0 | 0 | binary",
        "longblob | longblob | 0 | 0 | binary",
        "date | date | 0 | 0 | date",
        "datetime | datetime(6) | 0 | 0 | timestamp_ntz",
        "timestamp | timestamp(6) | 0 | 0 | timestamp",
        "time | time(6) | 0 | 0 | string",
        "year | year(4) | 0 | 0 | int",
        "point | point | 0 | 0 | binary",
        "geometry | geometry | 0 | 0 | binary",
        "geomcollection | geomcollection | 0 | 0 | binary",
      })
  void followsTheTable(String name, String full, int precision, int scale, String silver) {
    assertThat(SilverType.of(Kind.MARIADB, new SourceColumn.Type(name, full, precision, scale)))
        .isEqualTo(new SilverType.Known(silver));
  }

  @Test
  void aDecimalBeyondSparksIsRefused() {
    assertThat(
            SilverType.of(Kind.MARIADB, new SourceColumn.Type("decimal", "decimal(39,2)", 39, 2)))
        .isEqualTo(
            new SilverType.Refused("decimal(39,2) has 39 digits and silver's decimal holds 38"));
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertThat(SilverType.of(Kind.MARIADB, new SourceColumn.Type("vector", "vector(3)", 0, 0)))
        .isEqualTo(new SilverType.Refused("type vector(3) has no place in silver yet"));
  }
}
