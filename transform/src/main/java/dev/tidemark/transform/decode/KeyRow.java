package dev.tidemark.transform.decode;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.GenericRow;

/** A row that may be a key of a hash table: Spark's own hashes bytes by identity. */
final class KeyRow extends GenericRow {
  private static final long serialVersionUID = 1L;

  private final int hash;

  KeyRow(Object[] values) {
    super(values);
    hash = Arrays.deepHashCode(values);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
