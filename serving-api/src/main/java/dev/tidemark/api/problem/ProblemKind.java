package dev.tidemark.api.problem;

import java.util.Locale;

/** The kinds of problem; a client may branch on {@link #type()}, so names are kept. */
public enum ProblemKind {
  BAD_REQUEST(400, "Bad request"),
  UNKNOWN_PARAMETER(400, "Unknown query parameter"),
  REPEATED_PARAMETER(400, "Query parameter given more than once"),
  TOO_MANY_VALUES(400, "Too many values"),
  BAD_TIME(400, "Not a date or time"),
  BAD_RANGE(400, "Bad range"),
  BAD_LIMIT(400, "Bad limit"),
  BAD_OFFSET(400, "Bad offset"),
  BAD_ORDER(400, "Bad order"),
  BAD_VALUE(400, "Bad value of a filter"),
  NO_KEY(401, "No key, or one that opens nothing"),
  UNKNOWN_PATH(404, "Unknown path"),
  UNKNOWN_MODEL(404, "Unknown model"),
  UNKNOWN_LINEAGE(404, "Unknown dataset or model"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  TOO_LARGE(413, "Request too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  INTERNAL(500, "Internal error"),
  NOT_BUILT(503, "Model not built yet"),
  TOO_SLOW(503, "Answer took too long"),
  CLICKHOUSE_UNAVAILABLE(503, "ClickHouse does not answer");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** A name, not an address: {@code urn:tidemark:problem:bad-range}. */
  public String type() {
    return "urn:tidemark:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind for a status that the web framework chose. */
  static ProblemKind ofStatus(int status) {
    return switch (status) {
      case 401 -> NO_KEY;
      case 404 -> UNKNOWN_PATH;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
    };
  }
}
