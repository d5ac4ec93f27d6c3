package dev.tidemark.api.problem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A question that cannot be answered; the message is meant for the client. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemKind kind;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public ProblemException(ProblemKind kind, String detail) {
    this(kind, detail, null);
  }

  public ProblemException(ProblemKind kind, String detail, Throwable cause) {
    super(detail, cause);
    this.kind = requireNonNull(kind, "kind is null");
  }

  /** Adds an extension member to the body. */
  public ProblemException with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /** Tells the client when asking again makes sense. */
  public ProblemException retryAfter(Duration pause) {
    return header("Retry-After", Long.toString(pause.toSeconds()));
  }

  /** Adds a header to the answer. */
  public ProblemException header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public ProblemKind kind() {
    return kind;
  }

  Map<String, Object> members() {
    return members;
  }

  Map<String, String> headers() {
    return headers;
  }
}
