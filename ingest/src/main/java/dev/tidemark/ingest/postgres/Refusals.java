package dev.tidemark.ingest.postgres;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.failure.IngestErrors;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.jdbc.SourceConnection;
import java.sql.SQLException;
import java.util.Optional;

/** Why a Postgres server lets nobody in, and what to do. */
final class Refusals {
  private Refusals() {}

  /** Empty if the server did not refuse, but does not answer. */
  static Optional<Problem> of(DatabaseSource source, SQLException failure, Redaction redaction) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case "28P01", "28000" ->
          Optional.of(
              problem(
                  source,
                  "/user",
                  failure,
                  redaction,
                  "check user and password (from %s) and that pg_hba.conf lets the user in from here; the user is made by CREATE ROLE name LOGIN REPLICATION PASSWORD '…'"
                      .formatted(source.password())));
      case "3D000" ->
          Optional.of(
              problem(source, "/database", failure, redaction, "write the name as psql -l has it"));
      case "42501" ->
          Optional.of(
              problem(
                  source,
                  "/user",
                  failure,
                  redaction,
                  "GRANT CONNECT ON DATABASE %s TO the user"
                      .formatted(Quoted.name(source.database().orElseThrow()))));
      default -> Optional.empty();
    };
  }

  private static Problem problem(
      DatabaseSource source,
      String pointer,
      SQLException failure,
      Redaction redaction,
      String remedy) {
    return source
        .at()
        .problem(
            pointer,
            "source %s: user from %s is refused by database %s at %s: %s"
                .formatted(
                    source.name(),
                    source.user(),
                    source.database().orElseThrow(),
                    SourceConnection.address(source),
                    redaction.clean(IngestErrors.reason(failure))),
            remedy);
  }
}
