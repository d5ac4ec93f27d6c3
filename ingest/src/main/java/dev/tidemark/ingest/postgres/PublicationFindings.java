package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.debezium.Replication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a publication lacks: what it does not hold, no slot ever gives. */
final class PublicationFindings {
  private final DatabaseSource source;
  private final Replication replication;
  private final String user;

  PublicationFindings(DatabaseSource source, Replication replication, String user) {
    this.source = source;
    this.replication = replication;
    this.user = user;
  }

  List<Problem> problems(Optional<Publication> found) {
    if (found.isEmpty()) {
      return List.of(missing());
    }
    Publication publication = found.get();
    List<Problem> problems = new ArrayList<>();
    List<String> absent =
        source.tables().stream().filter(table -> !publication.holds(table)).toList();
    if (!absent.isEmpty() && !publication.isOfAll()) {
      problems.add(
          source
              .at()
              .problem(
                  "/tables/" + source.tables().indexOf(absent.get(0)),
                  "publication %s does not hold %s: none of their changes would come"
                      .formatted(publication.name(), String.join(", ", absent)),
                  "as the owner of both: " + publication.add(absent)));
    }
    if (!publication.missing().isEmpty()) {
      problems.add(
          source
              .at()
              .problem(
                  "/tables",
                  "publication %s leaves out %s: such changes would be lost in silence"
                      .formatted(publication.name(), String.join(", ", publication.missing())),
                  "as its owner: " + publication.publishAll()));
    }
    return problems;
  }

  private Problem missing() {
    return source
        .at()
        .problem(
            "/database",
            "database %s has no publication %s, which says what of its log user %s gets"
                .formatted(source.database().orElseThrow(), replication.publication(), user),
            "as the owner of the tables: "
                + Publication.make(replication.publication(), source.tables()));
  }
}
