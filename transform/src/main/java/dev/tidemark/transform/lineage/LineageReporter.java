package dev.tidemark.transform.lineage;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.transform.lineage.Events.Moment;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.sql.Analysis;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells OpenLineage what the stream does, on a thread of its own that only looks at what the
 * metrics have counted: nothing waits for it, and what happens between two looks becomes one event.
 * Stages that never end are one run from start to end of the process; gold and what is published of
 * it are a run for each look that finds them changed. An event that cannot be sent is dropped and
 * counted; the next one tells the same and more.
 */
public final class LineageReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineageReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofSeconds(6);

  private final List<Job> jobs;
  private final Events events;
  private final Sink sink;
  private final StreamMetrics metrics;
  private final InstantSource clock;
  private final Map<Job, UUID> runs = new HashMap<>();
  private final Map<Job, Long> told = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "lineage");
  private volatile EventType end = EventType.ABORT;
  private Instant last;
  private boolean trouble;

  LineageReporter(
      List<Job> jobs, Events events, Sink sink, StreamMetrics metrics, InstantSource clock) {
    this.jobs = List.copyOf(jobs);
    this.events = events;
    this.sink = sink;
    this.metrics = metrics;
    this.clock = clock;
    this.last = clock.instant();
  }

  /**
   * Begins to tell.
   *
   * @param to of conf
   * @param done which nodes this process makes
   */
  public static LineageReporter start(
      Conf conf,
      Analysis analysis,
      Platform.Lineage to,
      Predicate<Node> done,
      StreamMetrics metrics) {
    List<Job> jobs =
        Job.of(LineageGraph.of(conf, analysis)).stream()
            .filter(job -> done.test(job.output()))
            .toList();
    Sink sink = to.file().map(Sink::file).orElseGet(() -> Sink.http(to.url().orElseThrow()));
    Events events = new Events(to.namespace(), new Names(conf), new Fields(conf, analysis));
    LineageReporter reporter =
        new LineageReporter(jobs, events, sink, metrics, InstantSource.system());
    reporter.thread.setDaemon(true);
    reporter.thread.start();
    return reporter;
  }

  /** The stream ended as it was asked to. */
  public void completed() {
    end = EventType.COMPLETE;
  }

  private void run() {
    try {
      begin();
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
      look();
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the thread's edge: the data must not mind
      LOG.atWarn().setCause(e).log("lineage is not told any more; the data goes on");
    }
  }

  void begin() throws InterruptedException {
    List<String> starts = new ArrayList<>();
    for (Job job : jobs) {
      if (!job.isBatch()) {
        runs.put(job, UUID.randomUUID());
        starts.add(event(job, EventType.START, runs.get(job), OptionalLong.empty()));
      }
    }
    send(starts);
  }

  /** Tells of each job that has done something since the last look. */
  void look() throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (Job job : jobs) {
      OptionalLong rows = rows(job);
      long before = told.getOrDefault(job, 0L);
      if (rows.isEmpty() || rows.getAsLong() == before) {
        continue;
      }
      if (job.isBatch()) {
        UUID run = UUID.randomUUID();
        OptionalLong more = OptionalLong.of(rows.getAsLong() - before);
        found.add(events.json(job, new Moment(EventType.START, run, last, OptionalLong.empty())));
        found.add(event(job, EventType.COMPLETE, run, more));
      } else {
        found.add(event(job, EventType.RUNNING, runs.get(job), rows));
      }
      told.put(job, rows.getAsLong());
    }
    last = clock.instant();
    send(found);
  }

  void finish() throws InterruptedException {
    List<String> ends = new ArrayList<>();
    for (Job job : jobs) {
      if (!job.isBatch()) {
        ends.add(event(job, end, runs.get(job), rows(job)));
      }
    }
    send(ends);
  }

  private String event(Job job, EventType type, UUID run, OptionalLong rows) {
    return events.json(job, new Moment(type, run, clock.instant(), rows));
  }

  /** Since the process began; absent where nothing is counted. */
  private OptionalLong rows(Job job) {
    String name = job.output().name();
    return switch (job.output().kind()) {
      case BRONZE -> OptionalLong.of(metrics.read(name));
      case SILVER -> OptionalLong.of(metrics.applied(name));
      case GOLD -> OptionalLong.of(metrics.goldRows(name));
      case CLICKHOUSE -> OptionalLong.of(metrics.publishedRows(name));
      case TABLE, TOPIC, API -> OptionalLong.empty();
    };
  }

  /** The first that fails takes the rest with it: waiting for each would take too long. */
  private void send(List<String> all) throws InterruptedException {
    int sent = 0;
    try {
      for (String json : all) {
        sink.send(json);
        sent++;
      }
      if (trouble && sent > 0) {
        trouble = false;
        LOG.info("lineage events are taken again");
      }
    } catch (IOException e) {
      if (!trouble) {
        trouble = true;
        LOG.atWarn()
            .addKeyValue("cause", String.valueOf(e.getMessage()))
            .log("lineage events are dropped; the data goes on, see lineage in tidemark.yaml");
      }
    }
    metrics.lineage(sent, all.size() - sent);
  }

  /** Tells the end; waits for it a few seconds at the most. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(TO_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
