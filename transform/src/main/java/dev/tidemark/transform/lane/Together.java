package dev.tidemark.transform.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.spark.SparkContext;

/** Does the same for several datasets at once; the first failure is thrown when all have ended. */
final class Together implements AutoCloseable {
  private final ExecutorService threads;
  private final SparkContext spark;
  private final String lane;

  Together(SparkContext spark, String lane) {
    this.spark = spark;
    this.lane = lane;
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            work -> {
              Thread thread = new Thread(work, "lane-" + lane);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What each answered, in their order. */
  <A, B> List<B> map(List<A> items, Function<A, B> work) {
    if (items.size() == 1) {
      return List.of(work.apply(items.get(0)));
    }
    String description = spark.getLocalProperty("spark.job.description");
    List<Callable<B>> tasks = new ArrayList<>();
    for (A item : items) {
      tasks.add(
          () -> {
            spark.setJobDescription(description == null ? "lane " + lane : description);
            return work.apply(item);
          });
    }
    return answers(tasks);
  }

  private <B> List<B> answers(List<Callable<B>> tasks) {
    List<B> answers = new ArrayList<>();
    RuntimeException failure = null;
    try {
      for (Future<B> future : threads.invokeAll(tasks)) {
        try {
          answers.add(future.get());
        } catch (ExecutionException e) {
          failure = failure == null ? asRuntime(e.getCause()) : failure;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("lane " + lane + " was stopped in mid-batch", e);
    }
    if (failure != null) {
      throw failure;
    }
    return answers;
  }

  private static RuntimeException asRuntime(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
