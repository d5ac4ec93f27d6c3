package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.columns.Growth;
import dev.tidemark.transform.decode.HeartbeatReader;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.index.IndexMemory;
import dev.tidemark.transform.index.Indexes;
import dev.tidemark.transform.index.Needs;
import dev.tidemark.transform.ledger.Ledger;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.metrics.StreamMetrics;
import dev.tidemark.transform.quality.Quarantine;
import dev.tidemark.transform.quality.RuleResults;
import dev.tidemark.transform.quality.Rules;
import dev.tidemark.transform.registry.SchemaStore;
import dev.tidemark.transform.silver.SilverUpserts;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.status.Board;
import dev.tidemark.transform.status.State;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.topics.Broker;
import dev.tidemark.transform.topics.TopicEpochs;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * One lane in one process: opens its tables, lets silver catch up with bronze, then reads Kafka.
 * Each run begins anew from what bronze covers, so that ending it anywhere loses nothing.
 */
final class Lane {
  private final String name;
  private final SparkSession spark;
  private final Conf conf;
  private final List<Dataset> datasets;
  private final Shared shared;
  private final Lease lease;
  private final Board status;
  private final Fence fence;
  private final Clock clock;
  private final BatchSize size;
  private final SilverUpserts upserts;
  private int runs;
  private volatile StreamingQuery query;
  private volatile boolean stopped;

  /** What all lanes of the process share. */
  record Shared(
      Analysis analysis,
      Marks marks,
      MarkGate gate,
      IndexMemory indexMemory,
      Indexes indexes,
      FreshnessBoard board,
      StreamMetrics metrics,
      Set<Stage> stages,
      LaneStream.Once once) {}

  /**
   * @param hold the right to write the lane, and where it tells how it is
   */
  Lane(SparkSession spark, Conf conf, List<Dataset> datasets, Shared shared, Hold hold) {
    this.name = datasets.get(0).lane();
    this.spark = spark;
    this.conf = conf;
    this.datasets = List.copyOf(datasets);
    this.shared = shared;
    this.lease = hold.lease();
    this.status = hold.status();
    this.fence = new TermFence(name, lease.term());
    this.clock = Clock.systemUTC();
    this.upserts =
        new SilverUpserts(
            conf.platform().lake(),
            Needs.of(shared.analysis().models().values()),
            shared.indexMemory(),
            clock);
    this.size = new BatchSize(name, conf.platform().stream().maxBatchRecords());
  }

  record Hold(Lease lease, Board status) {}

  String name() {
    return name;
  }

  /** Spark itself is gone: only another process can go on. */
  boolean cannotRunAgain() {
    return spark.sparkContext().isStopped();
  }

  /**
   * Runs until stopped, or, if it runs once, until all that was there is committed.
   *
   * @param causes told what it waits for, and that it works
   * @param caughtUp called when silver is as far as bronze
   */
  void run(Causes causes, Runnable caughtUp) throws Exception {
    try (Together together = new Together(spark.sparkContext(), name)) {
      SchemaStore schemas =
          new SchemaStore(spark, conf.platform().lake(), conf.platform().registry(), fence, clock);
      schemas.whileWaiting(status::waits);
      List<LaneDataset> opened = datasets.stream().map(d -> open(d, schemas)).toList();
      try {
        run(opened, schemas, together, causes, caughtUp);
      } finally {
        opened.forEach(dataset -> dataset.silver().close());
      }
    }
  }

  private void run(
      List<LaneDataset> opened,
      SchemaStore schemas,
      Together together,
      Causes causes,
      Runnable caughtUp)
      throws Exception {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    opened.forEach(d -> shared.indexes().put(d.name(), d.silver()::index));
    takeOver(opened, hadoop);
    LaneTables tables =
        new LaneTables(
            name, spark.sparkContext(), opened, schemas, fence, together, shared.metrics());
    SilverStep step = silverStep(hadoop, together);
    if (shared.stages().contains(Stage.SILVER)) {
      together.map(opened, Lane::warm);
      catchUp(opened, step);
    }
    caughtUp.run();
    if (shared.stages().contains(Stage.BRONZE)) {
      stream(tables, step, hadoop, causes);
    } else {
      causes.works();
      status.is(State.STREAMING);
    }
  }

  /** From older terms of this lane, and from lanes that had the datasets before. */
  private void takeOver(List<LaneDataset> opened, Configuration hadoop) throws IOException {
    List<String> others =
        Lease.lanes(conf.platform().lake(), hadoop).stream()
            .filter(lane -> !lane.equals(name))
            .map(TermFence::application)
            .toList();
    for (LaneDataset dataset : opened) {
      dataset.bronze().fence(fence);
      dataset.silver().fence(fence);
      others.forEach(
          other -> {
            dataset.bronze().retire(other);
            dataset.silver().retire(other);
          });
    }
  }

  private void catchUp(List<LaneDataset> opened, SilverStep step) {
    int chunk = Math.toIntExact(Math.min(size.records(), 1_000_000));
    new CatchUp(spark.sparkContext(), step, chunk).run(opened);
    shared.gate().endAll(name);
  }

  @SuppressWarnings("try") // the lag's watch works by itself
  private void stream(LaneTables tables, SilverStep step, Configuration hadoop, Causes causes)
      throws Exception {
    try (Broker broker = new Broker(conf.platform().bootstrapServers())) {
      broker.requireAnswer(); // in 5 s, not in the 20 s of a question that matters
      LaneTopics topics =
          LaneTopics.resolve(
              datasets, broker, new TopicEpochs(spark, conf.platform().lake(), fence, clock));
      Freshening freshening =
          new Freshening(
              topics, tables.datasets(), new HeartbeatReader(tables.schemas()), shared.board());
      BatchSteps steps = new BatchSteps(tables, topics, step, freshening, shared.stages());
      LaneWatch.Watched watched = new LaneWatch.Watched(datasets, causes, status, shared.board());
      try (SecondHalf silver = new SecondHalf(name);
          LedgerTurns turns = turns(tables, step, hadoop, silver);
          LagWatch lag = LagWatch.start(topics, tables.datasets(), shared.metrics())) {
        LaneStream stream =
            new LaneStream(spark, conf.platform(), name, topics, tables.datasets(), silver);
        query = stream.start(freshCheckpoint(hadoop), steps, turns, size.records(), shared.once());
        if (stopped) {
          query.stop();
        }
        if (shared.once() == LaneStream.Once.NO) {
          turns.start(query);
        }
        stream.awaitEnd(query, new LaneWatch(query, silver, broker, topics, watched)::await);
        if (shared.once() == LaneStream.Once.YES && !stopped) {
          turns.finish();
        }
      }
    }
  }

  private LedgerTurns turns(
      LaneTables tables, SilverStep step, Configuration hadoop, SecondHalf silver) {
    Lake lake = conf.platform().lake();
    Optional<Ledger> ledger =
        shared.stages().contains(Stage.SILVER)
            ? Optional.of(Ledger.open(spark, lake, hadoop, clock))
            : Optional.empty();
    return new LedgerTurns(new LedgerWork(ledger, spark, lake, tables, step), silver);
  }

  private SilverStep silverStep(Configuration hadoop, Together together) {
    SilverStep.Ledgers ledgers =
        new SilverStep.Ledgers(
            name,
            shared.marks(),
            Quarantine.open(spark, conf.platform().lake(), name, clock),
            Batches.open(conf.platform().lake(), name, hadoop, clock, shared.metrics()),
            RuleResults.open(conf.platform().lake(), name, hadoop, clock),
            growth()::bring);
    return new SilverStep(
        ledgers,
        new MarkFinder(
            conf,
            shared.analysis(),
            spark,
            SilverTables.in(conf.platform().lake()),
            shared.indexes()),
        shared.gate(),
        fence,
        together);
  }

  private Growth growth() {
    return new Growth(spark, conf.platform().lake());
  }

  private LaneDataset open(Dataset dataset, SchemaStore schemas) {
    growth().bring(dataset, fence);
    return new LaneDataset(
        dataset,
        Bronze.open(spark, conf.platform().lake(), dataset, clock),
        RecordDecoder.of(dataset, schemas),
        Rules.of(spark, dataset),
        upserts.open(spark.newSession(), dataset));
  }

  private static LaneDataset warm(LaneDataset dataset) {
    dataset.silver().warm();
    return dataset;
  }

  /** A folder of this run alone; those of runs before are removed. */
  private String freshCheckpoint(Configuration hadoop) throws IOException {
    Path folder = new Path(conf.platform().lake().checkpoint(name));
    FileSystem files = folder.getFileSystem(hadoop);
    if (files.exists(folder)) {
      for (FileStatus old : files.listStatus(folder)) {
        files.delete(old.getPath(), true);
      }
    }
    runs++;
    return new Path(folder, lease.term() + "-" + runs).toString();
  }

  /** Makes the next run fit to what the last one failed of. */
  void failed(Throwable failure) {
    size.failed(failure);
  }

  /** Ends the run; what a batch in the middle has committed stands, the rest is done next time. */
  void stop() throws TimeoutException {
    stopped = true;
    StreamingQuery running = query;
    if (running != null) {
      running.stop();
    }
  }
}
