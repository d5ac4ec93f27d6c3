package dev.tidemark.e2e.kills;

import java.util.List;
import java.util.stream.Collectors;

/** docs/kill-matrix.md: the points of death that the tests go through. */
record KillMatrixDocument(List<String> components, List<Long> seeds) {
  private static final String EQUAL = "equal";

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            # Kill matrix

            Written by `KillMatrixIT` from the points it goes through; never edited by hand. `scripts/test --full` goes through all of them with seeds %s, and so
            does `mvn -pl e2e verify -Dit.test=KillMatrixIT -Dtests.excluded=none`; with `TIDEMARK_SEED` set, with that one. A seed chooses rows and days, and when a
            process other than the stream dies. Some points are gone through with `upsert: merge` too.

            Each line is a run: while the shop is open, one batch brings an order that moves to another day, a deleted order with its lines, a changed
            primary key, a new order, a customer who moves, changed names of a salesperson and a city, and a record that nobody can read. The
            process dies at that very instruction. The columns say how much of the batch each store was seen to hold when it was dead (in all of its tables, in some
            or in none): a run whose stores held anything else fails. The process is started again, and MariaDB is held in full against silver, gold, ClickHouse and the API; bronze has each committed offset once, quarantine
            each broken record once, and read = applied + superseded + quarantined + filtered.

            ## The stream, by `kill -9`

            | it died after | and before | bronze | marks | silver | gold | ClickHouse | after the next start |
            |---|---|---|---|---|---|---|---|
            """
                .formatted(seeds.stream().map(Object::toString).collect(Collectors.joining(", "))));
    for (StartPoint point : StartPoint.values()) {
      text.append(
          "| %s (first start) | %s | none | none | none | none | none | %s |%n"
              .formatted(point.after, point.before, EQUAL));
    }
    for (KillPoint point : KillPoint.values()) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  point.after,
                  point.before,
                  point.seen.bronze(),
                  point.seen.marks(),
                  point.seen.silver(),
                  point.seen.gold(),
                  point.seen.clickHouse(),
                  EQUAL));
    }
    text.append(
        """

        ## The others, by `kill -9`, while the stream runs

        The batch is on its way when the process dies; `tidemark up` starts it again, `tidemark ingest apply` whatever failed of the connector,
        and the stream is left alone.

        | killed | when it is back |
        |---|---|
        """);
    components.forEach(component -> text.append("| %s | %s |%n".formatted(component, EQUAL)));
    return text.toString();
  }
}
