package dev.tidemark.api.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.api.ask.Parameters.Count;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersTest {
  private static final Count LIMIT = new Count(1, 1_000, 10);

  private static Parameters of(Map<String, List<String>> given) {
    return Parameters.of(given, List.of("from", "to", "limit"), List.of("country"));
  }

  private static int limit(String text) {
    return of(Map.of("limit", List.of(text))).count("limit", ProblemKind.BAD_LIMIT, LIMIT);
  }

  @Test
  void namesWhatIsKnownAndWhatIsMeant() {
    assertThatThrownBy(() -> of(Map.of("contry", List.of("PT"))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.UNKNOWN_PARAMETER))
        .hasMessage(
            "'contry' is not a parameter here; did you mean 'country'? Known are from, to, limit, country.");
  }

  @Test
  void refusesASecondValueWhereOneIsMeant() {
    assertThatThrownBy(() -> of(Map.of("from", List.of("2024-05-01", "2024-05-02"))))
        .hasMessage("'from' may be given once; it was given 2 times: 2024-05-01, 2024-05-02.");
  }

  @Test
  void takesAHundredValuesAndNoMore() {
    assertThat(of(Map.of("country", Collections.nCopies(100, "PT"))).all("country")).hasSize(100);
    assertThatThrownBy(() -> of(Map.of("country", Collections.nCopies(101, "PT"))))
        .hasMessage("'country' was given 101 values; at most 100 are possible.");
  }

  @Test
  void takesLimitsFromOneToAThousand() {
    assertThat(of(Map.of()).count("limit", ProblemKind.BAD_LIMIT, LIMIT)).isEqualTo(10);
    assertThat(limit("1")).isEqualTo(1);
    assertThat(limit("1000")).isEqualTo(1_000);
    for (String wrong : List.of("0", "1001", "-1", "+5", "ten", "", "1e3", "99999999999", "١")) {
      assertThatThrownBy(() -> limit(wrong))
          .hasMessage("limit must be a whole number from 1 to 1000; limit=%s.".formatted(wrong));
    }
  }
}
