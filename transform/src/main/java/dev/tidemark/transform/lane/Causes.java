package dev.tidemark.transform.lane;

import java.util.Optional;
import org.slf4j.Logger;

/** Says each cause once, until another takes its place or the work goes on. */
final class Causes {
  private final Logger log;
  private final String what;
  private String last = "";

  Causes(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  void failed(Throwable failure) {
    String cause = deepest(failure);
    if (!cause.equals(last)) {
      last = cause;
      log.atWarn().addKeyValue("cause", cause).log(what + " waits and tries again");
      log.atDebug().setCause(failure).log(what + " failed");
    }
  }

  void works() {
    if (!last.isEmpty()) {
      last = "";
      log.atInfo().log(what + " goes on");
    }
  }

  /** The exception of this type among the causes, if there is one. */
  static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }

  private static String deepest(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    String message = at.getMessage();
    return message == null || message.isBlank() ? at.getClass().getName() : message;
  }
}
