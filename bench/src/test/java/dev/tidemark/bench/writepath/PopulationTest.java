package dev.tidemark.bench.writepath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PopulationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 500;
  private static final int CHANGES = 20_000;

  @Test
  void totalsAreTheFoldOfWhatTheTopicHas() throws IOException {
    Population population = new Population(7);
    Map<Long, Entry> folded = new HashMap<>();
    for (int i = 0; i < ROWS + CHANGES; i++) {
      apply(folded, i < ROWS ? population.insert() : population.next());
    }

    Totals expected = Totals.NONE;
    for (Entry entry : folded.values()) {
      expected = expected.with(entry);
    }
    assertThat(population.totals()).isEqualTo(expected);
    assertThat(population.changes()).isEqualTo(ROWS + CHANGES);
  }

  /** Each change begins where the one before it has ended, or its image before it is wrong. */
  private static void apply(Map<Long, Entry> folded, Change change) throws IOException {
    JsonNode value = JSON.readTree(change.value());
    long id = JSON.readTree(change.key()).get("id").asLong();
    assertThat(entry(value.get("before"))).isEqualTo(folded.get(id));
    Entry after = entry(value.get("after"));
    if (value.get("op").asText().equals("d")) {
      assertThat(after).isNull();
      folded.remove(id);
    } else {
      assertThat(value.get("op").asText()).isEqualTo(folded.containsKey(id) ? "u" : "c");
      folded.put(id, after);
    }
  }

  private static Entry entry(JsonNode row) {
    return row.isNull()
        ? null
        : new Entry(
            row.get("id").asLong(),
            row.get("holder_id").asLong(),
            row.get("status").asText(),
            row.get("amount_cents").asLong(),
            LocalDate.parse(row.get("booked_on").asText()),
            row.get("updated_at").asLong());
  }

  @Test
  void halfOfTheChangesTouchRowsThatWereThere() {
    Population population = new Population(7);
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < CHANGES; i++) {
      population.insert().after().ifPresent(entry -> keys.add(entry.id()));
    }
    int known = 0;
    int deletes = 0;
    long bytes = 0;
    for (int i = 0; i < CHANGES; i++) {
      Change change = population.next();
      long id = change.after().or(change::before).orElseThrow().id();
      known += keys.add(id) ? 0 : 1;
      deletes += change.after().isEmpty() ? 1 : 0;
      bytes += change.value().length;
    }

    assertThat(known / (double) CHANGES).isBetween(0.48, 0.52);
    assertThat(deletes / (double) CHANGES).isBetween(0.025, 0.035);
    assertThat(bytes / CHANGES).isBetween(370L, 430L);
  }

  @Test
  void aSeedMakesTheSameChanges() {
    Population one = new Population(3);
    Population other = new Population(3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(one.next().value()).isEqualTo(other.next().value());
    }
  }
}
