package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.MemoryBronze;
import dev.tidemark.transform.lane.Told.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** What the tables must hold, from the history alone: none of the product's code decides here. */
final class Truth {
  private final Map<Sequence, Told> records = new TreeMap<>();

  private Truth() {}

  /** Of the offsets that bronze says it has. */
  static Truth of(LaneWorld world) {
    Truth truth = new Truth();
    Coverage covered = world.bronzeCovered();
    for (Map.Entry<TopicPartition, List<OffsetRange>> part : covered.asMap().entrySet()) {
      TopicPartition at = part.getKey();
      for (OffsetRange range : part.getValue()) {
        for (long offset = range.from(); offset < range.until(); offset++) {
          Told told = world.kafka().get(at).get((int) offset);
          if (told.kind() != Kind.MARKER) {
            truth.records.put(new Sequence(at.epoch(), at.partition(), offset), told);
          }
        }
      }
    }
    return truth;
  }

  void holdsBronze(LaneWorld world) {
    assertThat(MemoryBronze.records(world.bronzeTable()).stream().map(r -> r.sequence()).sorted())
        .as("bronze has each record once")
        .containsExactlyElementsOf(records.keySet());
  }

  /**
   * @param silver {@code id, v, day}, then Tidemark's own columns
   */
  void holdsSilver(List<Row> silver) {
    assertThat(silver.stream().map(Truth::text).sorted())
        .as("silver is the fold of bronze by sequence")
        .containsExactlyElementsOf(folded().stream().sorted().toList());
  }

  private List<String> folded() {
    Map<Integer, String> newest = new TreeMap<>();
    records.forEach( // in the order of sequences
        (at, told) -> {
          if (told.keptAside() || told.kind() == Kind.TOMBSTONE) {
            return;
          }
          if (told.kind() == Kind.MOVE) {
            newest.put(told.otherKey(), text(told.otherKey(), told.value(), false, at));
          }
          newest.put(told.key(), text(told.key(), told.value(), told.kind() != Kind.PUT, at));
        });
    return List.copyOf(newest.values());
  }

  private static String text(Row row) {
    return text(
        (int) row.getLong(0),
        row.isNullAt(1) ? null : row.getInt(1),
        row.getBoolean(8),
        new Sequence(row.getInt(4), row.getInt(5), row.getLong(6)));
  }

  private static String text(int id, Integer value, boolean deleted, Sequence at) {
    return "%s=%s%s at %s".formatted(id, value, deleted ? " deleted" : "", at);
  }

  /** Every record is told of once: read = applied + superseded + quarantined + filtered. */
  void holdsLedgers(LaneWorld world) {
    long aside = count(Told::keptAside);
    long filtered = records.values().stream().filter(t -> t.kind() == Kind.TOMBSTONE).count();
    List<Row> batches = world.batches().rows();
    assertThat(sum(batches, 7)).as("read").isEqualTo(records.size());
    assertThat(sum(batches, 10)).as("quarantined").isEqualTo(aside);
    assertThat(sum(batches, 11)).as("filtered").isEqualTo(filtered);
    assertThat(sum(batches, 8) + sum(batches, 9))
        .as("applied + superseded")
        .isEqualTo(records.size() - aside - filtered);
    assertThat(batches)
        .allSatisfy(
            row ->
                assertThat(row.getLong(7))
                    .isEqualTo(
                        row.getLong(8) + row.getLong(9) + row.getLong(10) + row.getLong(11)));
    assertThat(world.quarantine().rows().stream().map(Truth::place).sorted())
        .as("quarantine has each record once")
        .containsExactlyElementsOf(
            records.entrySet().stream()
                .filter(each -> each.getValue().keptAside())
                .map(Map.Entry::getKey)
                .toList());
  }

  /** Each row is counted once by each rule. */
  void holdsResults(LaneWorld world) {
    long checked = count(told -> told.kind() == Kind.PUT || told.kind() == Kind.MOVE);
    long broken = count(told -> told.keptAside() && told.kind() != Kind.BROKEN);
    long odd =
        count(
            told ->
                (told.kind() == Kind.PUT || told.kind() == Kind.MOVE)
                    && (told.value() == null || told.value() % 2 != 0));
    List<Row> kept = new ArrayList<>(world.results().rows());
    kept.removeIf(row -> !row.getString(2).equals("not_negative"));
    List<Row> warned = new ArrayList<>(world.results().rows());
    warned.removeIf(row -> !row.getString(2).equals("even"));
    assertThat(List.of(sum(kept, 9), sum(kept, 10), sum(warned, 9), sum(warned, 10)))
        .as("rows checked and failed, by rule")
        .containsExactly(checked, broken, checked, odd);
  }

  private long count(java.util.function.Predicate<Told> which) {
    return records.values().stream().filter(which).count();
  }

  private static Sequence place(Row quarantined) {
    return new Sequence(quarantined.getInt(4), quarantined.getInt(5), quarantined.getLong(6));
  }

  private static long sum(List<Row> rows, int column) {
    return rows.stream().mapToLong(row -> row.getLong(column)).sum();
  }
}
