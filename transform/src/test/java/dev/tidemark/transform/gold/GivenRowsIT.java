package dev.tidemark.transform.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.transform.fixture.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Function1;

final class GivenRowsIT {
  private static final StructType SCHEMA =
      new StructType().add("city", DataTypes.StringType).add("amount", DataTypes.IntegerType);
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create("here", 1), RowFactory.create("there", 2), RowFactory.create(null, 3));

  private final SparkSession spark = (SparkSession) TestSpark.session();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areWhatSparkReads(boolean isLocal) {
    try (GivenRows given = new GivenRows(spark, isLocal)) {
      Dataset<Row> rows = given.relation(SCHEMA, given.put("t", internal()), ROWS.size());
      assertThat(rows.collectAsList()).isEqualTo(ROWS);
      assertThat(rows.selectExpr("sum(amount)").head().getLong(0)).isEqualTo(6);
    }
  }

  private static List<InternalRow> internal() {
    Function1<Object, Object> converter = CatalystTypeConverters.createToCatalystConverter(SCHEMA);
    return ROWS.stream().map(row -> (InternalRow) converter.apply(row)).toList();
  }

  @Test
  void areLetGoOf() {
    Dataset<Row> rows;
    try (GivenRows given = new GivenRows(spark, true)) {
      rows = given.relation(SCHEMA, given.put("t", internal()), ROWS.size());
    }
    assertThatThrownBy(rows::collectAsList).hasStackTraceContaining("are not in this process");
  }
}
