package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.sql.SilverTables;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Silver of which nothing is read by this process. */
record WholeRows(SilverTables silver, SparkSession spark) implements Near {
  @Override
  public Optional<StructType> schema(Dataset dataset) {
    return whole(spark, dataset).map(org.apache.spark.sql.Dataset::schema);
  }

  @Override
  public Optional<List<InternalRow>> rows(Dataset dataset) {
    return Optional.empty();
  }

  @Override
  public Optional<org.apache.spark.sql.Dataset<Row>> whole(SparkSession session, Dataset dataset) {
    return silver.source().newest(session, dataset);
  }
}
