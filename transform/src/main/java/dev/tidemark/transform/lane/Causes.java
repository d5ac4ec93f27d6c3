package dev.tidemark.transform.lane;

import dev.tidemark.transform.publish.ClickHouseUnreachableException;
import dev.tidemark.transform.registry.SchemaChangedException;
import dev.tidemark.transform.table.LakeException;
import dev.tidemark.transform.topics.BrokerException;
import dev.tidemark.transform.topics.PartitionsChangedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Says each cause once, until the work goes on. Causes that differ in a number or a random name
 * only, such as a deadline or a file that could not be written, are one.
 */
final class Causes {
  /** Their message says what an operator needs, so no trace is logged with them. */
  private static final List<Class<? extends Throwable>> EXPECTED =
      List.of(
          BrokerException.class,
          ClickHouseUnreachableException.class,
          LakeException.class,
          PartitionsChangedException.class,
          SchemaChangedException.class,
          TopicsChangedException.class,
          TopicsMissingException.class);

  private static final List<String> FULL = List.of("No space left on device", "quota exceeded");
  private static final String DISK_FULL =
      "a disk is full (%s): free room where the lake is, or where Spark keeps its local files";

  private final Logger log;
  private final String what;
  private final Consumer<Optional<String>> told;
  private final Set<String> said = new HashSet<>();

  /**
   * @param told each cause as it comes, said before or not, and empty when the work goes on
   */
  Causes(Logger log, String what, Consumer<Optional<String>> told) {
    this.log = log;
    this.what = what;
    this.told = told;
  }

  synchronized void failed(Throwable failure) {
    String cause = sentence(failure);
    if (said.add(kind(cause))) {
      boolean expected = isFull(failure) || outermostExpected(failure).isPresent();
      log.atWarn()
          .addKeyValue("cause", cause)
          .setCause(expected ? null : failure)
          .log(what + " waits and tries again");
    }
    told.accept(Optional.of(cause));
  }

  synchronized void works() {
    if (!said.isEmpty()) {
      said.clear();
      log.atInfo().log(what + " goes on");
    }
    told.accept(Optional.empty());
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

  /** What an operator is told of a failure. */
  static String sentence(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      for (String full : FULL) {
        if (String.valueOf(at.getMessage()).contains(full)) {
          return DISK_FULL.formatted(full);
        }
      }
    }
    return outermostExpected(failure).map(Throwable::getMessage).orElseGet(() -> deepest(failure));
  }

  private static boolean isFull(Throwable failure) {
    return sentence(failure).startsWith("a disk is full");
  }

  private static Optional<Throwable> outermostExpected(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Throwable candidate = at;
      if (EXPECTED.stream().anyMatch(type -> type.isInstance(candidate))) {
        return Optional.of(at);
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

  /** The cause without what differs from one try to the next. */
  private static String kind(String cause) {
    return cause.replaceAll("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+", "#");
  }
}
