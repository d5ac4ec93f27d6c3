package dev.tidemark.transform.silver;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.fixture.MemoryTable;
import dev.tidemark.transform.table.TransactionId;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The upsert's own code over a table in memory, in which MERGE does what Spark's does. */
public final class MemoryUpsert {
  private MemoryUpsert() {}

  /**
   * @param few batches that write more rows than this are merged
   */
  public static Upsert over(MemoryTable table, Dataset dataset, Clock clock, int few) {
    SilverColumns columns = new SilverColumns(dataset);
    return new SilverUpsert(columns, table, new MergedRows(table, columns), clock, null, few);
  }

  private record MergedRows(MemoryTable table, SilverColumns columns) implements SilverRows {
    @Override
    public Map<Key, Standing> standing(List<Row> images) {
      Set<Key> keys = new HashSet<>();
      images.forEach(image -> keys.add(columns.key(image)));
      Map<Key, Standing> found = new HashMap<>();
      for (int i = 0; i < table.rows().size(); i++) {
        if (keys.contains(columns.key(table.rows().get(i)))) {
          Row row = table.rows().get(i);
          found.put(columns.key(row), columns.standing(placed(row, i)));
        }
      }
      return found;
    }

    private static Row placed(Row row, long place) {
      Object[] values = new Object[row.size() + 2];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      values[row.size()] = "memory";
      values[row.size() + 1] = place;
      return RowFactory.create(values);
    }

    @Override
    public void merge(List<Row> rows, Precedence precedence, TransactionId id) {
      table.commit(id, () -> rows.forEach(row -> put(row, precedence)));
    }

    private void put(Row row, Precedence precedence) {
      boolean found = false;
      for (int i = 0; i < table.rows().size(); i++) {
        Row standing = table.rows().get(i);
        if (columns.key(standing).equals(columns.key(row))) {
          found = true;
          if (precedence.wins(columns.sequence(row).orElseThrow(), columns.sequence(standing))) {
            table.rows().set(i, row);
          }
        }
      }
      if (!found) {
        table.rows().add(row);
      }
    }
  }
}
