package dev.tidemark.devstack.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Holds the API's answers against MariaDB's. */
final class Proof {
  private static final Duration FIRST_ANSWER = Duration.ofMinutes(6);
  private static final Duration STANDSTILL = Duration.ofMinutes(2);
  private static final Duration BEYOND_THE_STOP = Duration.ofSeconds(2);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final int SHOWN_ROWS = 5;

  private final Narrator narrator;
  private final Processes processes;
  private final ApiAnswers api;
  private final SourceAnswers database;

  Proof(Narrator narrator, Processes processes, ApiAnswers api, SourceAnswers database) {
    this.narrator = narrator;
    this.processes = processes;
    this.api = api;
    this.database = database;
  }

  /** Until the API has rows of the history. */
  void awaitFirstAnswer() {
    String last = "it was not asked yet";
    long end = System.nanoTime() + FIRST_ANSWER.toNanos();
    long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
    while (System.nanoTime() < end) {
      processes.check();
      try {
        if (!api.to(Question.CITIES).rows().isEmpty()) {
          return;
        }
        last = "no rows yet";
      } catch (IOException e) {
        last = e.getMessage() == null ? "it does not listen yet" : e.getMessage();
      }
      if (System.nanoTime() > nextLine) {
        narrator.say("waiting for the first answer of the API (%s)".formatted(last));
        nextLine += BETWEEN_LINES.toNanos();
      }
      processes.rest(BETWEEN_QUESTIONS);
    }
    throw new DemoException(
        "the API gave no answer within %s s: %s".formatted(FIRST_ANSWER.toSeconds(), last));
  }

  /**
   * Compares once, when the API says that it is past the stop.
   *
   * @param stopped when nothing was written to the database any more
   * @throws DemoException naming every difference
   */
  void compare(Instant stopped) {
    Instant target = stopped.plus(BEYOND_THE_STOP);
    List<Comparison> both =
        List.of(compared(Question.CITIES, target), compared(Question.SALESPEOPLE, target));
    both.forEach(one -> one.table(SHOWN_ROWS).forEach(narrator::add));
    List<String> differences =
        both.stream()
            .flatMap(one -> one.differences().stream().map(line -> one.what() + ": " + line))
            .toList();
    if (!differences.isEmpty()) {
      throw new DemoException(
          "The API and MariaDB differ in %s rows:%n  %s"
              .formatted(differences.size(), String.join("\n  ", differences)));
    }
    narrator.say(
        "they agree to the cent: %s cities, %s salespeople, total %s"
            .formatted(
                both.get(0).database().size(),
                both.get(1).database().size(),
                both.get(0).total().toPlainString()));
  }

  private Comparison compared(Question question, Instant target) {
    List<Sales> served = answerPast(question, target).rows();
    return new Comparison(question.what(), served, database.to(question));
  }

  private ApiAnswer answerPast(Question question, Instant target) {
    Optional<Instant> reached = Optional.empty();
    long end = System.nanoTime() + STANDSTILL.toNanos();
    long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
    while (true) {
      processes.check();
      ApiAnswer answer = ask(question);
      String how = how(question, answer.validThrough(), target);
      if (answer.isPast(target)) {
        narrator.say(how);
        return answer;
      }
      if (!answer.validThrough().equals(reached)) {
        reached = answer.validThrough(); // on a slow machine it comes late, but it comes
        end = System.nanoTime() + STANDSTILL.toNanos();
      }
      if (System.nanoTime() > end) {
        throw new DemoException(
            "%s; that has not moved for %s s".formatted(how, STANDSTILL.toSeconds()));
      }
      if (System.nanoTime() > nextLine) {
        narrator.say(how);
        nextLine += BETWEEN_LINES.toNanos();
      }
      processes.rest(BETWEEN_QUESTIONS);
    }
  }

  private ApiAnswer ask(Question question) {
    try {
      return api.to(question);
    } catch (IOException e) {
      throw new DemoException(
          "the API does not answer /v1/%s any more: %s".formatted(question.path(), e.getMessage()),
          e);
    }
  }

  private static String how(Question question, Optional<Instant> through, Instant target) {
    return "top %s are valid through %s; everything is in after %s"
        .formatted(
            question.what(),
            through.map(Proof::second).orElse("nobody knows when"),
            second(target));
  }

  private static String second(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
