package dev.tidemark.ingest.status;

import dev.tidemark.ingest.control.ConnectorStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one source is.
 *
 * @param connector empty if apply has not been run
 * @param partitions by topic, of those that exist
 * @param missing topics that do not exist
 * @param heartbeatAge since the connector last spoke to its heartbeat topic
 * @param trouble what is wrong at the source itself, with what to do
 */
public record SourceStatus(
    Name source,
    Optional<ConnectorStatus> connector,
    Map<String, Integer> partitions,
    List<String> missing,
    Optional<Duration> heartbeatAge,
    Optional<String> trouble) {

  /** Which source. */
  public record Name(String name, String kind) {}

  /** True if somebody should look. */
  public boolean isBroken() {
    return connector.isEmpty()
        || connector.get().hasFailed()
        || !missing.isEmpty()
        || trouble.isPresent();
  }

  /** The connector's state; ABSENT if there is none. */
  public String state() {
    return connector.map(ConnectorStatus::state).orElse("ABSENT");
  }
}
