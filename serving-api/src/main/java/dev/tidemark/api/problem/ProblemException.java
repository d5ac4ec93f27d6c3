package dev.tidemark.api.problem;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A question that cannot be answered; the message is meant for the client. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemKind kind;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private transient Duration retryAfter;

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
    this.retryAfter = pause;
    return this;
  }

  public ProblemKind kind() {
    return kind;
  }

  Map<String, Object> members() {
    return members;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
