package dev.tidemark.api.clickhouse;

import com.clickhouse.client.api.ServerException;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the driver's failures mean for whoever asked. */
final class ServerAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ServerAnswers.class);
  private static final Set<Integer> NO_SUCH_TABLE = Set.of(60, 81);
  private static final Set<Integer> NO_SUCH_COLUMN = Set.of(16, 47);
  private static final Set<Integer> NO_ENTRY = Set.of(192, 193, 194, 195, 497, 516);
  private static final Set<Integer> TOO_MUCH = Set.of(159, 160, 202, 241, 209);
  private static final Duration SOON = Duration.ofSeconds(5);

  private ServerAnswers() {}

  static Optional<ServerException> server(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof ServerException server) {
        return Optional.of(server);
      }
    }
    return Optional.empty();
  }

  static boolean refused(ServerException server) {
    return NO_ENTRY.contains(server.getCode());
  }

  static boolean noDatabase(ServerException server) {
    return server.getCode() == 81;
  }

  static ProblemException problem(Throwable thrown) {
    Optional<ServerException> server = server(thrown);
    if (server.isEmpty()) {
      return unavailable(reason(thrown), thrown);
    }
    int code = server.get().getCode();
    if (NO_SUCH_TABLE.contains(code) || NO_SUCH_COLUMN.contains(code)) {
      return new ProblemException(
              ProblemKind.NOT_BUILT,
              "ClickHouse does not have this model's table in its present shape yet; the stream publishes it.",
              thrown)
          .retryAfter(SOON);
    }
    if (TOO_MUCH.contains(code)) {
      return new ProblemException(
              ProblemKind.TOO_SLOW,
              "ClickHouse gave up on the question (code %s); ask for a shorter range or fewer groups."
                  .formatted(code),
              thrown)
          .retryAfter(SOON);
    }
    LOG.atError().addKeyValue("code", code).setCause(thrown).log("clickhouse refused a query");
    return unavailable("it refused the question with code " + code, thrown);
  }

  /** In one line, without the driver's class names where there is a message. */
  static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank()
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }

  private static ProblemException unavailable(String reason, Throwable cause) {
    return new ProblemException(
            ProblemKind.CLICKHOUSE_UNAVAILABLE,
            "ClickHouse, which holds the answers, cannot be asked: %s.".formatted(reason),
            cause)
        .retryAfter(SOON);
  }
}
