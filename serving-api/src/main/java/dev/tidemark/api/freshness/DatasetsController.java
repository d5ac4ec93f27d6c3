package dev.tidemark.api.freshness;

import dev.tidemark.api.ask.Parameters;
import dev.tidemark.api.freshness.DatasetsAnswer.DatasetState;
import dev.tidemark.api.freshness.DatasetsAnswer.ModelState;
import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every dataset and model of conf, whether published yet or not. */
@Controller("/v1/datasets")
@ExecuteOn("clickhouse")
final class DatasetsController {
  private final Conf conf;
  private final Freshness freshness;
  private final Clock clock;

  DatasetsController(Conf conf, Freshness freshness, Clock clock) {
    this.conf = conf;
    this.freshness = freshness;
    this.clock = clock;
  }

  @Get
  @Operation(
      summary = "How far the data of each dataset and model reaches, and whether that is fresh",
      tags = "Freshness")
  DatasetsAnswer datasets(HttpRequest<?> request) {
    Parameters.of(request.getParameters().asMap(), List.of(), List.of());
    Map<Freshness.Name, Published> published = freshness.all();
    Instant now = clock.instant();
    return new DatasetsAnswer(
        now.toString(),
        conf.datasets().values().stream()
            .map(dataset -> state(dataset, find(published, "dataset", dataset.name()), now))
            .toList(),
        conf.gold().values().stream()
            .map(model -> state(model, find(published, "model", model.name()), now))
            .toList());
  }

  private static Optional<Published> find(
      Map<Freshness.Name, Published> published, String kind, String name) {
    return Optional.ofNullable(published.get(new Freshness.Name(kind, name)));
  }

  private static DatasetState state(Dataset dataset, Optional<Published> published, Instant now) {
    Optional<Duration> age = age(published, now);
    Status.Limits limits =
        new Status.Limits(dataset.freshness().warn(), dataset.freshness().error());
    return new DatasetState(
        dataset.name(),
        dataset.source(),
        dataset.table(),
        published.flatMap(Published::validThrough).map(Instant::toString).orElse(null),
        published.flatMap(Published::lastEventAt).map(Instant::toString).orElse(null),
        age.map(Duration::toSeconds).orElse(null),
        Status.of(age, limits).toString(),
        limits.warn().toSeconds(),
        limits.error().toSeconds());
  }

  /** Conf gives limits to datasets only; the stream publishes those of a model beside it. */
  private static ModelState state(GoldModel model, Optional<Published> published, Instant now) {
    Optional<Duration> age = age(published, now);
    Status status =
        published
            .map(state -> Status.of(age, new Status.Limits(state.warn(), state.error())))
            .orElse(Status.UNKNOWN);
    return new ModelState(
        model.name(),
        model.serve().map(Serve::path).orElse(null),
        published.flatMap(Published::validThrough).map(Instant::toString).orElse(null),
        published.flatMap(Published::lastEventAt).map(Instant::toString).orElse(null),
        age.map(Duration::toSeconds).orElse(null),
        status.toString());
  }

  private static Optional<Duration> age(Optional<Published> published, Instant now) {
    return published
        .flatMap(Published::validThrough)
        .map(through -> Duration.between(through, now))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }
}
