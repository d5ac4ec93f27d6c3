package dev.tidemark.transform.ledger;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.time.Interval;

/**
 * One interval of one dataset to be brought through the path again.
 *
 * @param id unique
 * @param run shared by all that one command asked for
 * @param lane which writes the dataset
 * @param range whole intervals of the dataset's grain
 * @param owner the process that follows it, see {@link Owner}
 */
public record Work(
    String id,
    String run,
    String dataset,
    String source,
    String lane,
    Interval range,
    Route route,
    Owner owner) {
  public Work {
    requireNonNull(id, "id is null");
    requireNonNull(run, "run is null");
    requireNonNull(dataset, "dataset is null");
    requireNonNull(source, "source is null");
    requireNonNull(lane, "lane is null");
    requireNonNull(range, "range is null");
    requireNonNull(route, "route is null");
    requireNonNull(owner, "owner is null");
  }
}
