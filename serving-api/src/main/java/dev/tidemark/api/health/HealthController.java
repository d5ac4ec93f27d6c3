package dev.tidemark.api.health;

import dev.tidemark.api.clickhouse.ClickHouse;
import dev.tidemark.api.clickhouse.Reachability;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;

/** For load balancers and people. */
@Controller("/health")
final class HealthController {
  private final ClickHouse clickhouse;

  HealthController(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  @Get
  @ExecuteOn("clickhouse")
  @Operation(summary = "Whether the API can answer, component by component", tags = "Health")
  @ApiResponse(responseCode = "200", description = "Everything that an answer needs is up")
  @ApiResponse(responseCode = "503", description = "Something is down, with its reason")
  HttpResponse<Health> health() {
    Component component = component(clickhouse.reachability());
    Health health = new Health(component.status(), Map.of("clickhouse", component));
    return component.status().equals("up")
        ? HttpResponse.ok(health)
        : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(health);
  }

  /** Asks nobody: for whoever restarts what hangs. */
  @Get("/live")
  @Operation(summary = "Whether the API's process lives", tags = "Health")
  Live live() {
    return new Live("up");
  }

  /** The whole. */
  @Serdeable
  record Health(String status, Map<String, Component> components) {}

  /**
   * One part.
   *
   * @param detail a version, or the reason why it is down
   */
  @Serdeable
  record Component(String status, String url, @Nullable String detail) {}

  /** A sign of life. */
  @Serdeable
  record Live(String status) {}

  private Component component(Reachability reachability) {
    String url = clickhouse.url().toString();
    if (reachability instanceof Reachability.Up up) {
      return new Component("up", url, up.version());
    }
    if (reachability instanceof Reachability.Refused refused) {
      return new Component("down", url, refused.reason());
    }
    return new Component("down", url, ((Reachability.Down) reachability).reason());
  }
}
