package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.columns.Growth;
import dev.tidemark.transform.gold.GoldRefresh;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.publish.ClickHousePublisher;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.ReportFiles;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The streaming job: every lane, gold and publish, in one process. */
public final class StreamJob implements AutoCloseable {
  /** Hadoop setting: how many models of gold are worked on at once; absent: one a core, or two. */
  public static final String GOLD_THREADS = "tidemark.gold-threads";

  private static final int SECONDS_TO_END = 10;

  private final SparkSession spark;
  private final Options options;
  private final GoldRefresh gold;
  private final Marks marks;
  private final List<LaneKeeper> lanes = new ArrayList<>();
  private final List<LeaseKeeper> leases = new ArrayList<>();
  private final StreamMetrics metrics;
  private final StatusKeeper status;
  private GoldKeeper goldKeeper;

  /**
   * What to do.
   *
   * @param datasets names; empty: all
   */
  public record Options(Set<Stage> stages, Set<String> datasets, boolean once) {}

  /**
   * What it tells others by.
   *
   * @param publisher absent: gold is not published
   */
  public record Outlets(Optional<ClickHousePublisher> publisher, StreamMetrics metrics) {}

  private record Told(StreamMetrics metrics, StatusKeeper status) {}

  private StreamJob(SparkSession spark, Options options, GoldRefresh gold, Marks marks, Told told) {
    this.spark = spark;
    this.metrics = told.metrics();
    this.options = options;
    this.gold = gold;
    this.marks = marks;
    this.status = told.status();
  }

  /**
   * Takes the lanes and opens the tables.
   *
   * @param outlets where it tells others what it does
   * @throws LeaseHeldException if another process writes one of the lanes
   * @throws dev.tidemark.transform.table.LakeException if the lake cannot be written
   */
  public static StreamJob open(
      SparkSession spark, Conf conf, Analysis analysis, Options options, Outlets outlets)
      throws IOException {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Clock clock = Clock.systemUTC();
    Marks marks = Marks.open(spark, conf.platform().lake(), hadoop, clock);
    GoldRefresh gold = new GoldRefresh(spark, conf, analysis, marks);
    StatusKeeper status = new StatusKeeper(new ReportFiles(conf.platform().lake(), hadoop), clock);
    Told told = new Told(outlets.metrics(), status);
    StreamJob job = new StreamJob(spark, options, gold, marks, told);
    try {
      job.takeLanes(conf, analysis, hadoop, clock, outlets.publisher());
      return job;
    } catch (IOException | RuntimeException e) {
      job.close();
      throw e;
    }
  }

  /** Whether a living process writes the lane. */
  public static boolean isWritten(SparkSession spark, Conf conf, String lane) throws IOException {
    return Lease.isHeld(
        conf.platform().lake(), lane, spark.sessionState().newHadoopConf(), Clock.systemUTC());
  }

  private void takeLanes(
      Conf conf,
      Analysis analysis,
      Configuration hadoop,
      Clock clock,
      Optional<ClickHousePublisher> publisher)
      throws IOException {
    Map<Lease, List<Dataset>> chosen = new LinkedHashMap<>();
    Conf silver = new Growth(spark, conf.platform().lake()).known(conf);
    for (String name : silver.lanes()) {
      List<Dataset> datasets =
          silver.lane(name).stream()
              .filter(d -> options.datasets().isEmpty() || options.datasets().contains(d.name()))
              .toList();
      // gold answers marks in their order, whose silver must be there: it is told by the lanes of
      // its own process only, so nobody else may make marks meanwhile
      if (!datasets.isEmpty() || options.stages().contains(Stage.GOLD)) {
        Lease lease = Lease.take(conf.platform().lake(), name, hadoop, clock);
        leases.add(new LeaseKeeper(lease, name));
        chosen.put(lease, datasets);
      }
    }
    if (options.stages().contains(Stage.GOLD)) {
      gold.markChangedModels();
    }
    Lane.Shared shared =
        new Lane.Shared(
            analysis,
            marks,
            new MarkGate(marks.newest()),
            indexMemory(conf),
            new Indexes(),
            new FreshnessBoard(),
            metrics,
            options.stages(),
            options.once() ? LaneStream.Once.YES : LaneStream.Once.NO);
    for (Map.Entry<Lease, List<Dataset>> one : chosen.entrySet()) {
      List<Dataset> datasets = one.getValue();
      if (datasets.isEmpty()) {
        continue;
      }
      for (Dataset dataset : datasets) {
        String name = dataset.name();
        metrics.validThrough(name, () -> shared.board().validThrough(name));
      }
      Board board =
          status.lane(datasets.get(0).lane(), datasets.stream().map(Dataset::name).toList());
      Lane.Hold hold = new Lane.Hold(one.getKey(), board);
      lanes.add(new LaneKeeper(new Lane(spark, conf, datasets, shared, hold), shared, board));
    }
    Optional<Publishing> publishing = publisher.map(p -> new Publishing(p, conf, analysis));
    Set<String> models = analysis.models().keySet();
    Board board = writesGold() ? status.gold(models) : Board.ofGold(models, clock);
    goldKeeper =
        new GoldKeeper(
            gold::refresh,
            publishing,
            models,
            new GoldKeeper.Told(shared.gate(), shared.board(), metrics),
            board,
            hadoop.getInt(GOLD_THREADS, Math.max(2, Runtime.getRuntime().availableProcessors())));
  }

  private static IndexMemory indexMemory(Conf conf) {
    return new IndexMemory(
        conf.platform().stream().indexMemory().orElse(Runtime.getRuntime().maxMemory() / 4));
  }

  /**
   * Returns when all is done once, or when stopped; the first failure of a lane is thrown, when the
   * others have ended.
   *
   * @throws dev.tidemark.transform.columns.ColumnsGrewException if the job must be opened anew,
   *     with the columns that silver has now
   */
  public void run() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool(StreamJob::daemon);
    CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
    int running = 0;
    try {
      for (LeaseKeeper lease : leases) {
        threads.execute(() -> lease.run(this::stop));
      }
      threads.execute(status::run);
      for (LaneKeeper lane : lanes) {
        ended.submit(call(lane::run));
        running++;
      }
      if (!options.once() && writesGold()) {
        ended.submit(call(this::keepGold));
        running++;
      }
      while (running > 0) {
        running--;
        ended.take().get();
      }
      if (options.once() && writesGold()) {
        goldKeeper.once();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      stop();
      awaitEnd(ended, running, SECONDS_TO_END);
      threads.shutdownNow();
      awaitEnd(ended, running, SECONDS_TO_END);
    }
    for (LeaseKeeper lease : leases) {
      lease.requireHeld();
    }
  }

  /** So that what may be opened next in this process meets nobody who still writes. */
  private static void awaitEnd(CompletionService<Void> ended, int running, int seconds)
      throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; i < running; i++) {
      if (ended.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
        return;
      }
    }
  }

  /** Gold waits until silver of every lane is as far as its bronze: marks may speak of its rows. */
  private void keepGold() throws InterruptedException {
    for (LaneKeeper lane : lanes) {
      lane.caughtUp().await();
    }
    goldKeeper.run();
  }

  private boolean writesGold() {
    return options.stages().contains(Stage.GOLD) || options.stages().contains(Stage.PUBLISH);
  }

  /** Ends {@link #run} soon; safe to call from any thread, more than once. */
  public void stop() {
    for (LaneKeeper lane : lanes) {
      try {
        lane.stop();
      } catch (TimeoutException e) {
        // it ends with the process; what it has not committed is done next time
      }
    }
    if (goldKeeper != null) {
      goldKeeper.stop();
    }
  }

  @Override
  public void close() {
    stop();
    status.close();
    leases.forEach(LeaseKeeper::close);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static Callable<Void> call(Work work) {
    return () -> {
      work.run();
      return null;
    };
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tidemark");
    thread.setDaemon(true);
    return thread;
  }
}
