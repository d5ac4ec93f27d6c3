package dev.tidemark.devstack.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine refused, with ClickHouse's number for it. */
final class EngineException extends RuntimeException {
  static final int AUTHENTICATION_FAILED = 516;
  private static final long serialVersionUID = 1L;
  private static final int UNKNOWN = 1002;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)");

  private final int code;

  EngineException(String message) {
    this(codeOf(message), message);
  }

  private EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  static EngineException authenticationFailed(String user) {
    return new EngineException(
        AUTHENTICATION_FAILED,
        ("Code: %s. DB::Exception: %s: Authentication failed: password is incorrect, or there is"
                + " no user with such name. (AUTHENTICATION_FAILED)")
            .formatted(AUTHENTICATION_FAILED, user));
  }

  static EngineException unexpected(Exception cause) {
    return new EngineException(
        UNKNOWN, "Code: %s. DB::Exception: %s (UNKNOWN_EXCEPTION)".formatted(UNKNOWN, cause));
  }

  int code() {
    return code;
  }

  private static int codeOf(String message) {
    Matcher code = CODE.matcher(message);
    return code.find() ? Integer.parseInt(code.group(1)) : UNKNOWN;
  }
}
