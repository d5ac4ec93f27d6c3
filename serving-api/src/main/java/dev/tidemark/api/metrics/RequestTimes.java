package dev.tidemark.api.metrics;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;

/** Times every request, those without a key too; so it stands before all other filters. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestTimes implements Ordered {
  private static final String BEGAN = "tidemark.began";

  private final ApiMetrics metrics;
  private final PathLabels labels;

  RequestTimes(ApiMetrics metrics, PathLabels labels) {
    this.metrics = metrics;
    this.labels = labels;
  }

  @RequestFilter
  void begin(HttpRequest<?> request) {
    request.setAttribute(BEGAN, System.nanoTime());
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(BEGAN, Long.class)
        .ifPresent(
            began ->
                metrics.answered(
                    labels.of(request.getUri().getRawPath()),
                    response.code(),
                    Duration.ofNanos(System.nanoTime() - began)));
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
