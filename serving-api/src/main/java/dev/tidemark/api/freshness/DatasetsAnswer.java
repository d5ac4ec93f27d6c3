package dev.tidemark.api.freshness;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * How far each dataset and model reaches.
 *
 * @param at the clock that ages are counted from, an instant
 */
@Serdeable
record DatasetsAnswer(String at, List<DatasetState> datasets, List<ModelState> models) {

  /**
   * A table followed through the lake.
   *
   * @param validThrough every change committed at the source up to here is in; null while unknown
   * @param lastEventAt when the newest change seen was committed
   * @param ageSeconds since validThrough
   * @param status fresh, warn, error or unknown
   */
  @Serdeable
  record DatasetState(
      String name,
      String source,
      String table,
      @Nullable String validThrough,
      @Nullable String lastEventAt,
      @Nullable Long ageSeconds,
      String status,
      long warnSeconds,
      long errorSeconds) {}

  /**
   * An aggregate.
   *
   * @param path below /v1/, if conf gives it one
   */
  @Serdeable
  record ModelState(
      String name,
      @Nullable String path,
      @Nullable String validThrough,
      @Nullable String lastEventAt,
      @Nullable Long ageSeconds,
      String status) {}
}
