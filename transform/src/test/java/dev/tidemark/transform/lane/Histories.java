package dev.tidemark.transform.lane;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Any history of a lane. */
final class Histories extends DomainContextBase {
  @Provide
  Arbitrary<List<Step>> histories() {
    return step().list().ofMinSize(1).ofMaxSize(14);
  }

  private static Arbitrary<Step> step() {
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 6);
    return Arbitraries.frequencyOf(
        Tuple.of(7, told().list().ofMinSize(1).ofMaxSize(8).map(Step.Write::new)),
        Tuple.of(6, few.map(Step.Read::new)),
        Tuple.of(2, few.map(Step.Again::new)),
        Tuple.of(1, few.map(Step.BronzeOnly::new)),
        Tuple.of(
            4,
            Combinators.combine(Arbitraries.integers().between(0, 8), Arbitraries.of(true, false))
                .as(Step.Kill::new)),
        Tuple.of(1, Arbitraries.just(new Step.Restart())),
        Tuple.of(2, few.map(Step.Rederive::new)),
        Tuple.of(1, Arbitraries.just(new Step.LoseSilver())),
        Tuple.of(1, Arbitraries.just(new Step.NewTopic())));
  }

  private static Arbitrary<Told> told() {
    Arbitrary<Told.Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(9, Told.Kind.PUT),
            Tuple.of(3, Told.Kind.DELETE),
            Tuple.of(2, Told.Kind.MOVE),
            Tuple.of(1, Told.Kind.TOMBSTONE),
            Tuple.of(1, Told.Kind.BROKEN),
            Tuple.of(1, Told.Kind.MARKER));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, Told.KEYS - 1),
            Arbitraries.integers().between(-1, 9).injectNull(0.05),
            Arbitraries.integers().between(0, 9))
        .as(Told::new);
  }
}
