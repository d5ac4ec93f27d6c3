package dev.tidemark.transform.index;

import dev.tidemark.transform.sql.RowValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.spark.sql.catalyst.InternalRow;

/** Numbers of keys by the values that their rows are looked for by. Not for several threads. */
final class Joins {
  /** By the text of the values. */
  private final Map<String, Join> joins = new HashMap<>();

  private record Join(List<RowValue> values, Chains chains) {}

  void add(List<RowValue> values) {
    joins.put(values.toString(), new Join(values, new Chains()));
  }

  boolean isEmpty() {
    return joins.isEmpty();
  }

  boolean has(List<RowValue> values) {
    return joins.containsKey(values.toString());
  }

  /** The key's row is this now. */
  void put(int number, InternalRow row) {
    for (Join join : joins.values()) {
      Optional<List<Object>> tuple = RowValue.tuple(join.values(), row);
      if (tuple.isPresent()) {
        join.chains().put(number, tuple.get().hashCode());
      } else {
        join.chains().remove(number); // a null is equal to nothing
      }
    }
  }

  void remove(int number) {
    joins.values().forEach(join -> join.chains().remove(number));
  }

  /**
   * Tells whose values may be among the tuples; others may have the same hash.
   *
   * @param values that it {@link #has}
   */
  void candidates(
      List<RowValue> values, Set<List<Object>> tuples, BiConsumer<Integer, List<Object>> each) {
    Chains chains = joins.get(values.toString()).chains();
    for (List<Object> tuple : tuples) {
      int number = chains.first(tuple.hashCode());
      while (number != Chains.NONE) {
        each.accept(number, tuple);
        number = chains.next(number);
      }
    }
  }

  /** What all of it takes. */
  long bytes() {
    return joins.values().stream().mapToLong(join -> join.chains().bytes()).sum();
  }
}
