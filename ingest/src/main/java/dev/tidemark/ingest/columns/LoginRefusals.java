package dev.tidemark.ingest.columns;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.jdbc.SourceConnection;
import java.sql.SQLException;

/** Why a source lets nobody in, and what to grant. */
public final class LoginRefusals {
  static final String GRANTS =
      "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.*";

  private LoginRefusals() {}

  /** SQLSTATE 28000 (who are you) and error 1044 (not this database). */
  static boolean isRefusal(SQLException failure) {
    return "28000".equals(failure.getSQLState())
        || failure.getErrorCode() == 1044
        || failure.getErrorCode() == 1045;
  }

  static Problem refused(DatabaseSource source, SQLException failure, Redaction redaction) {
    return source
        .at()
        .problem(
            "/user",
            "source %s: user from %s is refused by %s: %s"
                .formatted(
                    source.name(),
                    source.user(),
                    SourceConnection.address(source),
                    redaction.clean(String.valueOf(failure.getMessage()))),
            "check user and password (from %s) and the grants: %s TO the user"
                .formatted(source.password(), GRANTS));
  }

  /** A reference of the user or the password that leads nowhere. */
  public static Problem unresolved(DatabaseSource source, String why) {
    return source
        .at()
        .problem(
            why.contains(name(source.user().reference())) ? "/user" : "/password",
            "source %s: %s".formatted(source.name(), why),
            "set it here and for the Connect workers");
  }

  private static String name(String reference) {
    return reference.replaceAll("^\\$\\{\\w+:|}$", "");
  }
}
