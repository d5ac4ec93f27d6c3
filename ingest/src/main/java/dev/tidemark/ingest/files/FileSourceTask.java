package dev.tidemark.ingest.files;

import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.files.task.FilesRun;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task: reads its share of the files, one after the other. */
public final class FileSourceTask extends SourceTask {
  static final String VERSION =
      Optional.ofNullable(FileSourceTask.class.getPackage().getImplementationVersion())
          .orElse("unreleased");

  private static final Logger LOG = LoggerFactory.getLogger(FileSourceTask.class);
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object working = new Object();
  private final Clock clock;
  private FilesRun run;

  /** For Connect. */
  public FileSourceTask() {
    this(Clock.systemUTC());
  }

  FileSourceTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void start(Map<String, String> settings) {
    FilesConfig config = FilesConfig.of(settings);
    synchronized (working) {
      run =
          new FilesRun(
              config,
              VERSION,
              context.offsetStorageReader(),
              clock,
              () -> stopping.getCount() == 0);
      register();
    }
  }

  /** Null if there is nothing now; returns within a second. */
  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    long pause;
    synchronized (working) {
      if (stopping.getCount() == 0) {
        return null;
      }
      List<SourceRecord> records = run.next();
      if (!records.isEmpty()) {
        return records;
      }
      pause = run.pauseMillis();
    }
    if (pause > 0) {
      boolean stopped =
          stopping.await(Math.min(pause, LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
      LOG.trace("nothing to read, stopped: {}", stopped);
    }
    return null;
  }

  /** Comes from another thread than {@link #poll}. */
  @Override
  public void stop() {
    stopping.countDown();
    synchronized (working) {
      if (run != null) {
        run.close();
        run = null;
      }
    }
  }

  @Override
  public String version() {
    return VERSION;
  }

  /** Workers older than Kafka 4.1 have no metrics of plug-ins. */
  private void register() {
    try {
      if (context.pluginMetrics() != null) {
        run.register(context.pluginMetrics());
      }
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.info("this worker has no metrics for plug-ins; there are none of the files", e);
    }
  }
}
