package dev.tidemark.transform.registry;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.table.Fence;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake's own copy of the registry, in {@code _tidemark/schemas}. Decoding reads from here only,
 * so bronze can be decoded when the registry is gone.
 *
 * <p>{@link #ensure} is called by one thread at a time, {@link #byId} by any.
 */
public final class SchemaStore implements WriterSchemas {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);

  private final SchemaTable table;
  private final Optional<URI> registry;
  private final Optional<RegistryClient> client;
  private final Patience patience;
  private final Fence fence;
  private final Clock clock;
  private final Map<Integer, StoredSchema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> asked = new HashMap<>();
  private String trouble = "";
  private Consumer<String> waiting = cause -> {};

  /**
   * Reads what the lake has.
   *
   * @param registry absent: topics carry JSON, an id that the lake has not is unknown
   */
  public SchemaStore(
      SparkSession spark, Lake lake, Optional<URI> registry, Fence fence, Clock clock) {
    this(new SchemaTable(spark, lake), registry, Patience.USUAL, fence, clock);
  }

  SchemaStore(
      SchemaTable table, Optional<URI> registry, Patience patience, Fence fence, Clock clock) {
    this.table = requireNonNull(table, "table is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.client = registry.map(uri -> new RegistryClient(uri, patience.request()));
    this.patience = patience;
    this.fence = requireNonNull(fence, "fence is null");
    this.clock = requireNonNull(clock, "clock is null");
    known.putAll(table.read());
  }

  /**
   * @param told the cause whenever {@link #ensure} has to wait
   */
  public void whileWaiting(Consumer<String> told) {
    waiting = told;
  }

  /**
   * Makes the lake know the schemas of these ids, committed when this returns. Waits while the
   * registry cannot be reached; an id that the registry does not know stays unknown, and is asked
   * again later. Ids known already are compared with the registry from time to time, if it answers.
   *
   * @throws SchemaChangedException if the registry answers an id with another schema than before
   * @throws InterruptedException if interrupted while waiting for the registry
   */
  public void ensure(Collection<Integer> ids) throws InterruptedException {
    if (client.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Integer> due = new TreeSet<>(ids).stream().filter(id -> isDue(id, now)).toList();
    if (due.stream().anyMatch(id -> !known.containsKey(id)) && table.hasMore()) {
      table.read().forEach(known::putIfAbsent);
    }
    List<StoredSchema> found = new ArrayList<>();
    boolean answers = true;
    for (int id : due) {
      if (!known.containsKey(id)) {
        fetch(id).ifPresent(found::add);
      } else if (answers) {
        answers = compare(known.get(id));
      }
      asked.put(id, now);
    }
    if (!found.isEmpty()) {
      table.add(registry.orElseThrow().toString(), found, fence, now);
      found.forEach(schema -> known.put(schema.id(), schema));
    }
  }

  @Override
  public Optional<Schema> byId(int id) {
    return Optional.ofNullable(known.get(id)).map(StoredSchema::schema);
  }

  private boolean isDue(int id, Instant now) {
    Instant last = asked.get(id);
    return last == null || !now.isBefore(last.plus(patience.recheck()));
  }

  /** Asks until there is an answer. */
  private Optional<StoredSchema> fetch(int id) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      RegistryAnswer answer = ask(id);
      if (answer instanceof RegistryAnswer.Found found) {
        return parsed(id, found.text());
      }
      if (answer instanceof RegistryAnswer.Unknown) {
        LOG.atWarn()
            .addKeyValue("schemaId", id)
            .log("registry knows no schema of this id; its records go to quarantine");
        return Optional.empty();
      }
      waiting.accept(
          "the schema registry at %s does not answer (%s), and the lake does not know schema %s yet"
              .formatted(registry.orElseThrow(), trouble, id));
      Duration pause = patience.pause(failures);
      Thread.sleep(pause.toMillis());
    }
  }

  /** Asks once; false if the registry does not answer, in which case the lake's copy is trusted. */
  private boolean compare(StoredSchema stored) throws InterruptedException {
    RegistryAnswer answer = ask(stored.id());
    if (answer instanceof RegistryAnswer.Found found) {
      Optional<StoredSchema> now = parsed(stored.id(), found.text());
      if (now.isPresent() && !now.get().fingerprint().equals(stored.fingerprint())) {
        throw SchemaChangedException.between(registry.orElseThrow().toString(), stored, now.get());
      }
    }
    return !(answer instanceof RegistryAnswer.Unreachable);
  }

  /** Tells of trouble once for each cause. */
  private RegistryAnswer ask(int id) throws InterruptedException {
    RegistryAnswer answer = client.orElseThrow().ask(id);
    String now = answer instanceof RegistryAnswer.Unreachable gone ? gone.cause() : "";
    if (!now.equals(trouble)) {
      trouble = now;
      if (now.isEmpty()) {
        LOG.atInfo().addKeyValue("registry", registry.orElseThrow()).log("registry answers again");
      } else {
        LOG.atWarn()
            .addKeyValue("registry", registry.orElseThrow())
            .addKeyValue("cause", now)
            .log("schema registry cannot be reached; batches with new schemas wait for it");
      }
    }
    return answer;
  }

  private static Optional<StoredSchema> parsed(int id, String text) {
    try {
      return Optional.of(StoredSchema.of(id, text));
    } catch (AvroRuntimeException e) {
      LOG.atWarn()
          .addKeyValue("schemaId", id)
          .addKeyValue("cause", e.getMessage())
          .log("registry's schema of this id is not Avro; its records go to quarantine");
      return Optional.empty();
    }
  }
}
