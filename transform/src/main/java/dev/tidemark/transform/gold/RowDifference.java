package dev.tidemark.transform.gold;

import dev.tidemark.transform.deletion.RowPosition;
import dev.tidemark.transform.scan.PlacedRow;
import dev.tidemark.transform.sql.AnalysedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * {@link Difference}, of rows in memory.
 *
 * @param rows to write, in gold's columns; those of vanished groups deleted, with their last values
 * @param old where gold's rows of the same keys stand
 */
record RowDifference(List<Row> rows, List<RowPosition> old) {

  /**
   * Compares.
   *
   * @param now the SELECT's rows in the dirty part, with {@code _interval}
   * @param had gold's rows there, deleted ones too
   * @throws KeyNotUniqueException if two of {@code now} are of one key
   */
  static RowDifference of(AnalysedModel model, List<Row> now, List<PlacedRow> had, long mark) {
    Comparing comparing = Comparing.of(model, mark);
    Map<List<Object>, List<PlacedRow>> byKey = new HashMap<>();
    for (PlacedRow row : had) {
      byKey.computeIfAbsent(comparing.key(row.row()), key -> new ArrayList<>(1)).add(row);
    }
    requireUnique(model, now, comparing);
    RowDifference difference = new RowDifference(new ArrayList<>(), new ArrayList<>());
    for (Row row : now) {
      List<PlacedRow> same = byKey.remove(comparing.key(row));
      if (same == null) {
        difference.rows.add(comparing.gold(row, false));
        continue;
      }
      for (PlacedRow was : same) {
        if (comparing.isDeleted(was.row()) || !comparing.isSame(row, was.row())) {
          difference.put(comparing.gold(row, false), was);
        }
      }
    }
    for (List<PlacedRow> vanished : byKey.values()) {
      for (PlacedRow was : vanished) {
        if (!comparing.isDeleted(was.row())) {
          difference.put(comparing.gold(was.row(), true), was);
        }
      }
    }
    return difference;
  }

  private void put(Row row, PlacedRow inPlaceOf) {
    rows.add(row);
    old.add(inPlaceOf.at());
  }

  private static void requireUnique(AnalysedModel model, List<Row> now, Comparing comparing) {
    Map<List<Object>, Long> copies = new HashMap<>();
    for (Row row : now) {
      copies.merge(comparing.key(row), 1L, Long::sum);
    }
    for (Row row : now) {
      long found = copies.get(comparing.key(row));
      if (found > 1) {
        throw KeyNotUniqueException.of(model.model(), found, row);
      }
    }
  }

  /**
   * What is compared.
   *
   * @param columns how many the SELECT has, and {@code _interval}
   * @param key where its columns are
   */
  private record Comparing(int columns, List<Integer> key, long mark) {
    static Comparing of(AnalysedModel model, long mark) {
      List<Integer> key = model.model().key().stream().map(model.schema()::fieldIndex).toList();
      return new Comparing(model.schema().size() + 1, key, mark);
    }

    List<Object> key(Row row) {
      return key.stream().map(i -> Same.of(row.get(i))).toList();
    }

    boolean isSame(Row one, Row other) {
      for (int i = 0; i < columns; i++) {
        Object a = one.get(i);
        Object b = other.get(i);
        if (a != b && (a == null || b == null || !Same.of(a).equals(Same.of(b)))) {
          return false;
        }
      }
      return true;
    }

    boolean isDeleted(Row gold) {
      return gold.getBoolean(columns + 1);
    }

    Row gold(Row row, boolean deleted) {
      Object[] values = new Object[columns + 2];
      for (int i = 0; i < columns; i++) {
        values[i] = row.get(i);
      }
      values[columns] = mark;
      values[columns + 1] = deleted;
      return RowFactory.create(values);
    }
  }
}
