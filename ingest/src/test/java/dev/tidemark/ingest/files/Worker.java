package dev.tidemark.ingest.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What a worker of Connect is to one connector with one task: it keeps the records and the offsets
 * of each poll together, or loses both.
 */
final class Worker implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final List<SourceRecord> records = new ArrayList<>();
  final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
  final Map<String, String> settings = new TreeMap<>();
  final TestClock clock = new TestClock();
  private final Map<String, MetricValueProvider<?>> gauges = new HashMap<>();
  int lookups;
  int largestLookup;
  private final Path folder;
  private FileSourceTask task;

  Worker(Path folder, Map<String, String> more) {
    this.folder = folder;
    settings.putAll(
        Map.of(
            "source", "files",
            "folder", folder.toString(),
            "tables", "t",
            "events.topic", "events",
            "dead-letter.topic", "dead",
            "poll.interval-ms", "100",
            "table.t.topic", "rows",
            "table.t.pattern", "**",
            "table.t.format", "csv",
            "table.t.columns",
                "[{\"name\":\"id\",\"type\":\"bigint\"},{\"name\":\"name\",\"type\":\"string\"}]"));
    settings.put("table.t.key", "id");
    settings.putAll(more);
    settings.values().removeIf(String::isEmpty);
  }

  /** A clock that stands until it is told to go. */
  static final class TestClock extends Clock {
    private Instant now = NOW;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Writes a file whose time is an hour ago: it stands still. */
  Path old(String name, String text) throws IOException {
    return old(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path old(String name, byte[] bytes) throws IOException {
    Path file = fresh(name, bytes);
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofHours(1))));
    return file;
  }

  /** Adds to a file, a moment later. */
  void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
    clock.pass(Duration.ofMillis(10));
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a file whose time is now. */
  Path fresh(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    return file;
  }

  /** Polls until the folder was looked through, and nothing came of it. */
  Worker work() {
    int silent = 0;
    for (int polls = 0; silent < 3; polls++) {
      silent = poll() == 0 ? silent + 1 : 0;
      clock.pass(Duration.ofMillis(100));
      if (polls > 5_000) {
        throw new IllegalStateException("the task does not come to rest");
      }
    }
    return this;
  }

  /** One poll, which is one transaction. */
  int poll() {
    if (task == null) {
      task = started();
    }
    List<SourceRecord> polled = polled();
    for (SourceRecord record : polled) {
      records.add(record);
      offsets.put(record.sourcePartition(), record.sourceOffset());
    }
    return polled.size();
  }

  /** The worker dies after a poll, before its transaction is committed. */
  void pollAndDie() {
    if (task == null) {
      task = started();
    }
    polled();
    die();
  }

  FileSourceTask task() {
    task = task == null ? started() : task;
    return task;
  }

  void die() {
    task.stop();
    task = null;
  }

  private List<SourceRecord> polled() {
    try {
      List<SourceRecord> polled = task.poll();
      return polled == null ? List.of() : polled;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Struct> rows() {
    return of("rows").stream().map(record -> ((Struct) record.value()).getStruct("after")).toList();
  }

  /** Rows as id=name. */
  List<String> names() {
    return rows().stream().map(row -> "%s=%s".formatted(row.get("id"), row.get("name"))).toList();
  }

  List<Struct> dead() {
    return of("dead").stream().map(record -> (Struct) record.value()).toList();
  }

  List<String> reasons() {
    return dead().stream().map(letter -> letter.getString("reason")).toList();
  }

  List<String> raws() {
    return dead().stream()
        .map(letter -> new String(letter.getBytes("raw"), StandardCharsets.UTF_8))
        .toList();
  }

  List<Struct> events(String state) {
    return of("events").stream()
        .map(record -> (Struct) record.value())
        .filter(event -> event.getString("state").equals(state))
        .toList();
  }

  List<String> details(String state) {
    return events(state).stream().map(event -> event.getString("detail")).toList();
  }

  /** All but the index of what a file is known by. */
  List<String> states() {
    return of("events").stream()
        .map(record -> ((Struct) record.value()).getString("state"))
        .filter(state -> !state.equals("identified"))
        .toList();
  }

  Object metric(String name) {
    return ((Gauge<?>) gauges.get(name)).value(new MetricConfig(), 0);
  }

  List<SourceRecord> of(String topic) {
    return records.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  @Override
  public void close() {
    if (task != null) {
      die();
    }
  }

  private FileSourceTask started() {
    FileSourceTask fresh = new FileSourceTask(clock);
    fresh.initialize(new Context());
    fresh.start(settings);
    return fresh;
  }

  private final class Context implements SourceTaskContext {
    @Override
    public Map<String, String> configs() {
      return settings;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new Offsets();
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return new Metrics();
    }
  }

  private final class Metrics implements PluginMetrics {
    @Override
    @SuppressWarnings("NonApiType") // Kafka's own signature
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
      gauges.put(name.name(), value);
    }

    @Override
    public void removeMetric(MetricName name) {
      gauges.remove(name.name());
    }

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public void removeSensor(String name) {
      throw new UnsupportedOperationException(name);
    }
  }

  private final class Offsets implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return offsets(List.of(partition)).get(partition);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      lookups++;
      largestLookup = Math.max(largestLookup, partitions.size());
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(
          partition -> found.put(partition, (Map<String, Object>) offsets.get(partition)));
      return found;
    }
  }
}
