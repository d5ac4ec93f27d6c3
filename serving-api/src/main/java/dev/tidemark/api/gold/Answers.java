package dev.tidemark.api.gold;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.clickhouse.Statement;
import dev.tidemark.api.clickhouse.Tables;
import dev.tidemark.api.freshness.Freshness;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks ClickHouse, once for equal questions that come within a moment. Failures are not remembered.
 */
@Singleton
final class Answers {
  private static final Duration MOMENT = Duration.ofMillis(200);

  private final ClickHouse clickhouse;
  private final Tables tables;
  private final Freshness freshness;
  private final Cache<Question, Found> moment =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(MOMENT).build();

  Answers(ClickHouse clickhouse, Tables tables, Freshness freshness) {
    this.clickhouse = clickhouse;
    this.tables = tables;
    this.freshness = freshness;
  }

  /** The statement holds everything that tells one question from another. */
  private record Question(String model, Statement statement) {}

  /**
   * The answer of a model.
   *
   * @throws ProblemException if ClickHouse cannot answer
   */
  Found find(String model, Statement statement) {
    return moment.get(new Question(model, statement), this::ask);
  }

  private Found ask(Question question) {
    Optional<Instant> validThrough = freshness.ofModel(question.model()); // before the rows
    try {
      return new Found(validThrough, clickhouse.rows(question.statement()));
    } catch (ProblemException e) {
      if (e.kind() == ProblemKind.NOT_BUILT) {
        tables.forget(question.model());
      }
      throw e;
    }
  }
}
