package dev.tidemark.ingest.reread;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.ingest.control.ConnectClient;
import dev.tidemark.ingest.control.ConnectorStop;
import dev.tidemark.ingest.control.Pause;
import java.util.List;

/**
 * Has files read again from their beginning. Their rows come once more, with later offsets; by
 * their keys they take their own places. Safe to repeat; a connector that a killed one has left
 * stopped goes on with the next.
 */
public final class Reread {
  private static final int AT_ONCE = 1_000;

  private final ConnectClient connect;
  private final Pause pause;

  public Reread(ConnectClient connect, Pause pause) {
    this.connect = connect;
    this.pause = pause;
  }

  /**
   * Returns when the connector goes on, or is paused as it was.
   *
   * @param files that are known
   * @throws dev.tidemark.ingest.failure.IngestException if Connect refuses
   */
  public void run(String connector, KnownFiles known, List<String> files) {
    List<JsonNode> partitions = known.partitions(files);
    boolean paused =
        connect.status(connector).filter(status -> status.state().equals("PAUSED")).isPresent();
    try {
      new ConnectorStop(connect, pause).stop(connector);
      for (int first = 0; first < partitions.size(); first += AT_ONCE) {
        connect.forget(
            connector, partitions.subList(first, Math.min(first + AT_ONCE, partitions.size())));
      }
    } finally {
      if (paused) { // somebody wanted that
        connect.pause(connector);
      } else {
        connect.resume(connector);
      }
    }
  }
}
