package dev.tidemark.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ApiAnswersTest {
  @Test
  void readsDecimalsAsTheyAreWritten() throws IOException {
    String body =
        """
        {"path":"sales/top-salespeople","rows":[
          {"country":"France","salesperson_id":7,"salesperson":"Ada",
           "revenue":90071992547409931.17,"sales":12}]}""";

    assertThat(ApiAnswers.rows(body, Question.SALESPEOPLE))
        .containsExactly(
            new Sales(List.of("France", "7", "Ada"), 12, new BigDecimal("90071992547409931.17")));
  }

  @Test
  void isPastAMomentOnlyWhenItIsLater() {
    Instant moment = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(new ApiAnswer(Optional.empty(), List.of()).isPast(moment)).isFalse();
    assertThat(new ApiAnswer(Optional.of(moment), List.of()).isPast(moment)).isFalse();
    assertThat(new ApiAnswer(Optional.of(moment.plusNanos(1)), List.of()).isPast(moment)).isTrue();
  }
}
