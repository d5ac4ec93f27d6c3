package dev.tidemark.transform.registry;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.table.Fence;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.spark.sql.SparkSession;

/**
 * The lake's own copy of the registry, in {@code _tidemark/schemas}. Decoding reads from here only,
 * so bronze can be decoded when the registry is gone.
 */
public final class SchemaStore implements WriterSchemas {
  /**
   * @param registry absent: topics carry JSON, every id is unknown
   */
  public SchemaStore(
      SparkSession spark, Lake lake, Optional<URI> registry, Fence fence, Clock clock) {
    requireNonNull(spark, "spark is null");
    requireNonNull(lake, "lake is null");
    requireNonNull(registry, "registry is null");
    requireNonNull(fence, "fence is null");
    requireNonNull(clock, "clock is null");
  }

  /**
   * Makes the lake know the schemas of these ids, committed when this returns. Waits while the
   * registry cannot be reached; an id that the registry does not know stays unknown.
   *
   * @throws SchemaChangedException if the registry answers an id with another schema than before
   * @throws InterruptedException if interrupted while waiting for the registry
   */
  @SuppressWarnings("DoNotCallSuggester") // its body follows
  public void ensure(Collection<Integer> ids) throws InterruptedException {
    throw new UnsupportedOperationException("follows");
  }

  @Override
  public Optional<Schema> byId(int id) {
    throw new UnsupportedOperationException("follows");
  }
}
