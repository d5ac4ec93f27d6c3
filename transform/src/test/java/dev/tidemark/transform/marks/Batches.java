package dev.tidemark.transform.marks;

import dev.tidemark.transform.fixture.MemorySilver.Event;
import java.time.LocalDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Any history of the datasets of {@link FullModels}, batch by batch. */
public final class Batches extends DomainContextBase {
  private static final LocalDateTime NEAR_A_MONTHS_END = LocalDateTime.of(2024, 1, 30, 22, 30);

  @Provide
  Arbitrary<List<List<Event>>> batches() {
    return event().list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(30);
  }

  private static Arbitrary<Event> event() {
    Arbitrary<Tuple.Tuple2<String, Row>> rows =
        Arbitraries.frequencyOf(
            Tuple.of(1, cities().map(row -> Tuple.of("cities", row))),
            Tuple.of(1, customers().map(row -> Tuple.of("customers", row))),
            Tuple.of(3, orders().map(row -> Tuple.of("orders", row))),
            Tuple.of(2, lines().map(row -> Tuple.of("lines", row))));
    Arbitrary<Boolean> deletes = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
    return Combinators.combine(rows, deletes)
        .as((row, delete) -> new Event(row.get1(), row.get2(), delete));
  }

  private static Arbitrary<Row> cities() {
    return Combinators.combine(below(3), below(9))
        .as((id, name) -> RowFactory.create(id, "c" + name));
  }

  private static Arbitrary<Row> customers() {
    return Combinators.combine(below(4), below(3))
        .as((id, city) -> RowFactory.create((long) id, city));
  }

  private static Arbitrary<Row> orders() {
    return Combinators.combine(
            below(8),
            below(4).injectNull(0.2),
            below(8).map(Long::valueOf).injectNull(0.3),
            below(8).map(n -> NEAR_A_MONTHS_END.plusHours(n * 7L)).injectNull(0.15),
            Arbitraries.frequency(Tuple.of(3, "ok"), Tuple.of(1, "x")))
        .as(
            (id, customer, parent, at, status) ->
                RowFactory.create((long) id, customer, parent, at, status));
  }

  private static Arbitrary<Row> lines() {
    return Combinators.combine(below(8), below(2), below(100))
        .as((order, line, amount) -> RowFactory.create((long) order, line, amount));
  }

  private static Arbitrary<Integer> below(int end) {
    return Arbitraries.integers().between(0, end - 1);
  }
}
