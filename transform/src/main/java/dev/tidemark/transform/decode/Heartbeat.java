package dev.tidemark.transform.decode;

import java.time.Instant;

/**
 * What a connector says of how far it is.
 *
 * @param clock what its source had until then is sent
 * @param task that says so, of its own share
 * @param tasks how many the connector has
 */
public record Heartbeat(Instant clock, int task, int tasks) {}
