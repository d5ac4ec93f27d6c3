package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.files.emit.DeadLetters;
import dev.tidemark.ingest.files.emit.FileEvents;
import dev.tidemark.ingest.files.emit.Rows;
import dev.tidemark.ingest.files.format.Readers;
import dev.tidemark.ingest.files.format.RecordReader.Growth;
import dev.tidemark.ingest.files.state.Partitions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The work of one task. One file is read at a time; {@link #next} takes well under a second. */
public final class FilesRun implements Closeable {
  private static final long WALK_MILLIS = 200;
  private static final long READ_MILLIS = 400;
  private static final Duration RETRY_SLACK = Duration.ofSeconds(10);

  private final FilesConfig config;
  private final BooleanSupplier stopped;
  private final Counters counters = new Counters();
  private final Memory memory;
  private final Backoffs backoffs;
  private final Stillness stillness;
  private final Told told;
  private final Pulse pulse;
  private final Scout scout;
  private final RateLimit records;
  private final RateLimit bytes;
  private final List<SourceRecord> troubles = new ArrayList<>();
  private FileReading reading;

  /**
   * @param version of the connector
   * @param stopped ends what is under way
   */
  public FilesRun(
      FilesConfig config,
      String version,
      OffsetStorageReader offsets,
      Clock clock,
      BooleanSupplier stopped) {
    this.config = config;
    this.stopped = stopped;
    this.memory = new Memory(offsets);
    this.backoffs = new Backoffs(clock);
    this.stillness = new Stillness(clock, config.settleTime());
    this.told =
        new Told(
            new FileEvents(config.eventsTopic(), clock),
            new DeadLetters(config.deadLetterTopic()),
            counters);
    this.pulse = new Pulse(config, clock);
    this.records = new RateLimit(config.recordsPerSecond(), System::nanoTime);
    this.bytes = new RateLimit(config.bytesPerSecond(), System::nanoTime);
    List<FileTable> tables =
        config.tables().stream()
            .map(
                table ->
                    new FileTable(
                        table, table.paths(), new Rows(config.source(), version, table, clock)))
            .toList();
    this.scout =
        new Scout(
            config.folder(),
            new Share(tables, config.taskIndex(), config.taskCount()),
            stillness,
            new Lookup(config.folder(), memory),
            backoffs,
            this::unreadableFolder,
            clock,
            config.pollInterval().toMillis());
  }

  public void register(PluginMetrics metrics) {
    FileMetrics.register(metrics, counters);
  }

  /** The next records, in the order in which they are to be written; none if there are none now. */
  public List<SourceRecord> next() {
    scout.walk(Deadline.in(WALK_MILLIS, System::nanoTime, stopped));
    Batch batch = new Batch();
    Deadline deadline = Deadline.in(READ_MILLIS, System::nanoTime, stopped);
    while (!batch.isFull() && !deadline.isOver() && mayRead() && choose()) {
      read(batch, deadline);
    }
    troubles.forEach(batch::add);
    troubles.clear();
    boolean allIsRead = reading == null && !scout.hasWork();
    if (allIsRead && !backoffs.isAnyOpen(config.pollInterval().plus(RETRY_SLACK))) {
      scout.walkedFrom().flatMap(pulse::beat).ifPresent(batch::add);
    }
    count();
    return batch.records();
  }

  /** How long nothing can be expected, in milliseconds. */
  public long pauseMillis() {
    boolean limited = !mayRead();
    return reading != null || scout.hasWork() ? (limited ? 50 : 0) : scout.millisToWalk();
  }

  @Override
  public void close() {
    scout.close();
    close(reading);
    reading = null;
  }

  private boolean mayRead() {
    return records.allows() && bytes.allows();
  }

  private boolean choose() {
    if (reading == null) {
      reading = scout.due().or(() -> scout.next().map(this::open)).orElse(null);
    }
    return reading != null;
  }

  private FileReading open(Work work) {
    Path path = config.folder().resolve(work.file().path());
    return new FileReading(
        path,
        work,
        Readers.of(path, work.table().config(), work.from(), config.largestRecord()),
        told);
  }

  private void read(Batch batch, Deadline deadline) {
    Growth growth = stillness.isStill(reading.file().stamp()) ? Growth.OVER : Growth.POSSIBLE;
    int before = batch.records().size();
    FileReading current = reading;
    try {
      Outcome outcome =
          current.read(
              batch,
              growth,
              section -> !batch.isFull(section) && !deadline.isOver() && fits(section));
      if (current.isBegun() || outcome == Outcome.SETTLED) {
        memory.sent(current.file().path(), current.offset());
      }
      backoffs.worked(current.file().path());
      settle(outcome);
    } catch (NoSuchFileException e) {
      scout.forget(current.file()); // deleted before it was begun
      leave();
    } catch (IOException e) {
      unreadable(current, e);
    }
    records.spend(batch.records().size() - before);
    bytes.spend(batch.takeSpent());
  }

  /** A second's worth at most goes into one batch. */
  private boolean fits(Section section) {
    double most = config.recordsPerSecond();
    double mostBytes = config.bytesPerSecond();
    return (most == 0 || section.size() < Math.max(1, most))
        && (mostBytes == 0 || section.bytes() < Math.max(1, mostBytes));
  }

  private void settle(Outcome outcome) {
    FileReading done = reading;
    switch (outcome) {
      case MORE -> {}
      case WAITING -> {
        leave();
        scout.follow(done);
      }
      case SETTLED -> {
        leave();
        scout.settle(done.file());
      }
      case GONE -> {
        leave();
        scout.forget(done.file());
      }
      case ANOTHER -> {
        leave();
        reading = open(Work.fresh(done.file(), done.work().table()));
      }
    }
  }

  private void leave() {
    close(reading);
    reading = null;
  }

  private void unreadable(FileReading failed, IOException failure) {
    leave();
    scout.forget(failed.file());
    String path = failed.file().path();
    if (backoffs.failed(path)) {
      counters.filesBroken.incrementAndGet();
      trouble(path, failure);
    }
  }

  private void unreadableFolder(Path path, IOException failure) {
    String name = path.equals(config.folder()) ? "." : config.folder().relativize(path).toString();
    if (config.taskIndex() == 0 && !backoffs.waits(name) && backoffs.failed(name)) {
      trouble(name, failure);
    }
  }

  private void trouble(String name, IOException failure) {
    String detail =
        "it cannot be read: %s. Let the user of the Connect workers read it; it is tried again by itself"
            .formatted(failure);
    troubles.add(
        told.events().ofFolder(name, detail).record(Partitions.folder(name), Map.of("told", true)));
  }

  private void count() {
    counters.filesOpen.set(
        scout.followedFiles() + Optional.ofNullable(reading).map(r -> 1).orElse(0));
    counters.filesKnown.set(scout.settledFiles());
    long open =
        reading == null
            ? 0
            : Math.max(0, reading.file().stamp().size() - reading.offset().position());
    counters.lagBytes.set(open + scout.waitingBytes());
  }

  private static void close(FileReading reading) {
    if (reading != null) {
      try {
        reading.close();
      } catch (IOException e) {
        // it was only read: nothing is lost with it
      }
    }
  }
}
