package dev.tidemark.api.metrics;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;

/** For Prometheus. */
@Controller("/prometheus")
@Hidden
final class MetricsController {
  private final ApiMetrics metrics;

  MetricsController(ApiMetrics metrics) {
    this.metrics = metrics;
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  String scrape() {
    return metrics.text();
  }
}
