package dev.tidemark.contract.conf;

import dev.tidemark.contract.name.Lake;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * conf/tidemark.yaml: where things are.
 *
 * @param retention how long what a table was can still be read, and its old files are kept
 * @param registry absent: topics carry JSON
 * @param lineage absent: no OpenLineage events are sent
 */
public record Platform(
    Lake lake,
    Durability durability,
    Duration retention,
    String bootstrapServers,
    URI connect,
    Optional<URI> registry,
    ClickHouse clickhouse,
    Stream stream,
    Api api,
    Optional<Lineage> lineage,
    Located at) {

  /** What a commit to a lake in a folder survives. */
  public enum Durability {
    /**
     * The end of the process; what the operating system has not written yet goes with the power.
     */
    PROCESS,
    /** The end of the power: its files are on the disk before it is told. */
    POWER
  }

  /** The engine that serves gold. */
  public record ClickHouse(URI url, String database, Secret user, Secret password) {}

  /**
   * The streaming job.
   *
   * @param trigger pause between the starts of two batches; zero: none
   * @param maxBatchRecords a batch reads no more records than this from Kafka
   * @param indexMemory bytes that the key indexes of all datasets take together at most; absent: a
   *     quarter of the heap
   * @param metricsPort on loopback; absent: no metrics are served
   */
  public record Stream(
      Duration trigger, long maxBatchRecords, OptionalLong indexMemory, OptionalInt metricsPort) {}

  /**
   * Where OpenLineage events go: to one of the two.
   *
   * @param namespace of our jobs
   */
  public record Lineage(Optional<Path> file, Optional<URI> url, String namespace) {}

  /**
   * Where the REST API listens, and who may ask it.
   *
   * @param keys without one the API does not start
   */
  public record Api(String host, int port, List<ApiKey> keys) {
    public Api {
      keys = List.copyOf(keys);
    }
  }

  /**
   * What one caller of the API shows.
   *
   * @param name of the caller, for people
   */
  public record ApiKey(String name, Secret key) {}
}
