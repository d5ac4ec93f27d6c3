package dev.tidemark.devstack;

import dev.tidemark.devstack.settings.PortChoice;
import dev.tidemark.devstack.supervise.Progress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How a devstack is to be made.
 *
 * @param ports empty: the ports it has, or the usual ones
 * @param clickhouse a server that runs already, in place of our own
 * @param environment names and passwords for a new devstack, as in its env file
 */
public record DevstackOptions(
    Optional<PortChoice> ports,
    Optional<URI> clickhouse,
    Map<String, String> environment,
    Progress progress) {

  public DevstackOptions {
    environment = Map.copyOf(environment);
  }

  /** For tests: nothing of the outside, on ports that nobody uses. */
  public static DevstackOptions isolated() {
    return new DevstackOptions(
        Optional.of(PortChoice.FREE), Optional.empty(), Map.of(), line -> {});
  }
}
