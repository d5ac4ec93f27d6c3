package dev.tidemark.transform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The stream's metrics, counted from the start of its process, or from when silver last grew: all
 * is opened anew then. Safe for several threads.
 */
public final class StreamMetrics implements AutoCloseable {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final InstantSource clock;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Map<String, AtomicReference<Double>> lags = new ConcurrentHashMap<>();
  private final Map<String, AtomicReference<Long>> answered = new ConcurrentHashMap<>();

  public StreamMetrics(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds what every JVM can say of itself. */
  public StreamMetrics withJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    return this;
  }

  /**
   * What became of a dataset's records in a batch that is committed; they add up to what was read.
   */
  public void records(
      String dataset, long applied, long superseded, long quarantined, long filtered) {
    Counter.builder("tidemark.records.read")
        .description("Records read and committed to silver")
        .tag("dataset", dataset)
        .register(registry)
        .increment((double) (applied + superseded + quarantined + filtered));
    fate(dataset, "applied", applied);
    fate(dataset, "superseded", superseded);
    fate(dataset, "quarantined", quarantined);
    fate(dataset, "filtered", filtered);
  }

  private void fate(String dataset, String fate, long records) {
    Counter.builder("tidemark.records")
        .description("Records by what became of them; the fates add up to tidemark_records_read")
        .tag("dataset", dataset)
        .tag("fate", fate)
        .register(registry)
        .increment((double) records);
  }

  /** A batch with records is committed. */
  public void batch(String lane, Duration took) {
    timer(
            "tidemark.batch.duration",
            "One batch with records, from reading it to the commit of its silver",
            "lane",
            lane)
        .record(took);
  }

  /**
   * How far bronze is behind its topic.
   *
   * @param offsets empty while the broker cannot be asked
   */
  public void lag(String dataset, Optional<Long> offsets) {
    lags.computeIfAbsent(
            dataset,
            name -> {
              AtomicReference<Double> lag = new AtomicReference<>(Double.NaN);
              Gauge.builder("tidemark.bronze.lag.records", lag, AtomicReference::get)
                  .description(
                      "Committed offsets of the topic that bronze does not have; NaN while Kafka cannot be asked")
                  .tag("dataset", name)
                  .register(registry);
              return lag;
            })
        .set(offsets.map(Long::doubleValue).orElse(Double.NaN));
  }

  /**
   * How old the newest moment is up to which all of a dataset is in silver.
   *
   * @param through asked at each scrape; empty while nothing can be promised
   */
  public void validThrough(String dataset, Supplier<Optional<Instant>> through) {
    Gauge.builder(
            "tidemark.valid.through.age.seconds",
            () ->
                through
                    .get()
                    .map(at -> Duration.between(at, clock.instant()).toMillis() / 1e3)
                    .orElse(Double.NaN))
        .description("Age of the dataset's Valid-Through; NaN while there is none")
        .tag("dataset", dataset)
        .strongReference(true)
        .register(registry);
  }

  /**
   * Gold has answered every mark up to {@code mark}.
   *
   * @param newest asked at each scrape: the number of the newest mark of all
   */
  public void answered(String model, long mark, LongSupplier newest) {
    answered
        .computeIfAbsent(
            model,
            name -> {
              AtomicReference<Long> last = new AtomicReference<>(mark);
              Gauge.builder(
                      "tidemark.marks.pending",
                      last,
                      of -> Math.max(0, newest.getAsLong() - of.get()))
                  .description("Numbers of marks that the model has not looked at yet")
                  .tag("model", name)
                  .register(registry);
              return last;
            })
        .set(mark);
  }

  /**
   * A model's dirty part was computed anew.
   *
   * @param groups written, those that vanished included
   */
  public void refreshed(String model, Duration took, long groups) {
    timer("tidemark.gold.refresh.duration", "One refresh of a model's dirty part", "model", model)
        .record(took);
    counter("tidemark.gold.rows", "Groups written to gold, deleted ones included", model, groups);
  }

  /** A model's refresh or its publishing failed; it is tried again. */
  public void failed(String model) {
    counter("tidemark.gold.failures", "Refreshes or publishings that failed", model, 1);
  }

  public void published(String model, long rows) {
    counter("tidemark.publish.rows", "Rows sent to ClickHouse", model, rows);
  }

  /** Lineage events, by what became of them. */
  public void lineage(long sent, long dropped) {
    lineage("sent", sent);
    lineage("dropped", dropped);
  }

  private void lineage(String outcome, long events) {
    Counter.builder("tidemark.lineage.events")
        .description("OpenLineage events, those that could not be sent as dropped")
        .tag("outcome", outcome)
        .register(registry)
        .increment((double) events);
  }

  /** What has been counted of a dataset's records. */
  public long read(String dataset) {
    return counted("tidemark.records.read", "dataset", dataset);
  }

  /** What has been counted of a dataset's records that silver took. */
  public long applied(String dataset) {
    return counted("tidemark.records", "dataset", dataset, "fate", "applied");
  }

  /** What has been counted of groups written to gold. */
  public long goldRows(String model) {
    return counted("tidemark.gold.rows", "model", model);
  }

  /** What has been counted of rows sent to ClickHouse. */
  public long publishedRows(String model) {
    return counted("tidemark.publish.rows", "model", model);
  }

  private long counted(String name, String... tags) {
    Counter counter = registry.find(name).tags(tags).counter();
    return counter == null ? 0 : (long) counter.count();
  }

  private void counter(String name, String description, String model, long more) {
    Counter.builder(name)
        .description(description)
        .tag("model", model)
        .register(registry)
        .increment((double) more);
  }

  private Timer timer(String name, String description, String tag, String value) {
    return Timer.builder(name)
        .description(description)
        .tag(tag, value)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Everything, in Prometheus' text format 0.0.4. */
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
