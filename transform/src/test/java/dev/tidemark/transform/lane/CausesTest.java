package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.fixture.ListLogger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CausesTest {
  private final ListLogger log = new ListLogger();
  private final List<Optional<String>> told = new ArrayList<>();
  private final Causes causes = new Causes(log, "lane main", told::add);

  @Test
  void aCauseIsSaidOnceUntilTheWorkGoesOn() {
    causes.failed(new TopicsMissingException(Set.of("a.b.c")));
    causes.failed(new TopicsMissingException(Set.of("a.b.c")));
    causes.works();
    causes.works();
    causes.failed(new TopicsMissingException(Set.of("a.b.c")));

    assertThat(log.lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("lane main").doesNotContain("trace"));
    assertThat(log.lines().get(0)).contains("a.b.c", "lane main waits and tries again");
    assertThat(log.lines().get(1)).isEqualTo("INFO lane main goes on");
    assertThat(told).hasSize(5);
    assertThat(told.get(0)).isPresent().isEqualTo(told.get(1)).isEqualTo(told.get(4));
    assertThat(told.get(2)).isEmpty();
  }

  @Test
  void causesThatTakeTurnsAreSaidOnceEach() {
    for (int i = 0; i < 5; i++) {
      causes.failed(new IllegalStateException("first"));
      causes.failed(new IllegalStateException("second"));
    }

    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void numbersAndRandomNamesMakeNoNewCause() {
    causes.failed(new IOException("/lake/part-00000-2f1c3a90-0000-4000-8000-1234567890ab.parquet"));
    causes.failed(new IOException("/lake/part-00001-9f1c3a90-0000-4000-8000-1234567890ab.parquet"));
    causes.failed(
        new IOException("/other/part-00001-9f1c3a90-0000-4000-8000-1234567890ab.parquet"));

    assertThat(log.lines()).hasSize(2);
    assertThat(told.get(1).orElseThrow()).contains("part-00001");
  }

  @Test
  void whatNobodyExpectedComesWithItsTrace() {
    causes.failed(new IllegalStateException(new NullPointerException()));

    assertThat(log.lines())
        .containsExactly(
            "WARN cause=java.lang.NullPointerException lane main waits and tries again + trace");
  }

  @Test
  void aFullDiskIsOneCauseWhicheverFileMetIt() {
    IOException orders = new IOException("/lake/orders/x: No space left on device");
    causes.failed(new IllegalStateException("Job aborted", orders));
    causes.failed(new IOException("/lake/lines/y: No space left on device"));

    assertThat(log.lines())
        .containsExactly(
            "WARN cause=a disk is full (No space left on device): free room where the lake is, or"
                + " where Spark keeps its local files lane main waits and tries again");
  }
}
