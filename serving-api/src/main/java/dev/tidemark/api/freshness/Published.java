package dev.tidemark.api.freshness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the stream last said of a dataset or model.
 *
 * @param validThrough every change that the source committed up to here is in
 * @param lastEventAt the newest change seen
 */
record Published(
    Optional<Instant> validThrough,
    Optional<Instant> lastEventAt,
    Duration warn,
    Duration error,
    Instant updatedAt) {}
