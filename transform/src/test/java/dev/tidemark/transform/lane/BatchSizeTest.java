package dev.tidemark.transform.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BatchSizeTest {
  private final BatchSize size = new BatchSize("main", 100);

  @Test
  void shrinksWhereABatchWasTooLarge() {
    RuntimeException spark =
        new RuntimeException(
            "Total size of serialized results of 3 tasks (1100.0 MiB) is bigger than spark.driver.maxResultSize (512.0 MiB)");

    size.failed(new IllegalStateException("the query ended", spark));
    assertThat(size.records()).isEqualTo(12);
    size.failed(spark);
    size.failed(spark);
    size.failed(spark);
    assertThat(size.records()).isEqualTo(1);
  }

  @Test
  void staysAtAnyOtherFailure() {
    size.failed(new IllegalStateException("Kafka does not answer", new RuntimeException()));

    assertThat(size.records()).isEqualTo(100);
  }
}
