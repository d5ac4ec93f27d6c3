package dev.tidemark.transform.silver;

import dev.tidemark.transform.table.TransactionId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** The rows below an upsert. */
interface SilverRows {
  /**
   * What the table has now of the keys of these images.
   *
   * @param images rows of the dataset's columns
   */
  Map<Key, Standing> standing(List<Row> images);

  /**
   * One commit: each row is put in its key's place if there is none, or if it takes precedence over
   * the one that stands.
   *
   * @param rows of the table's columns, one a key; the table has none of these keys twice
   */
  void merge(List<Row> rows, Precedence precedence, TransactionId id);
}
