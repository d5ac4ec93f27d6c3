package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.sql.AnalysedModel;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Silver as one refresh of a small dirty part needs it, of one version of each table. */
interface Near {
  /** All columns of a dataset's table; empty while there is none. */
  Optional<StructType> schema(Dataset dataset);

  /**
   * Its live rows that may count in the dirty part, and not much more, in the columns of {@link
   * #schema}; empty if they are better read by Spark.
   */
  Optional<List<InternalRow>> rows(Dataset dataset);

  /** All rows of a table that is left to Spark, tombstones too. */
  Optional<org.apache.spark.sql.Dataset<Row>> whole(SparkSession session, Dataset dataset);

  /** Opens it for a refresh. */
  @FunctionalInterface
  interface Source {
    Near open(AnalysedModel model, Dirty dirty);
  }
}
