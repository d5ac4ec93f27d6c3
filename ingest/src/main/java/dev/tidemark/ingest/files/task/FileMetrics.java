package dev.tidemark.ingest.files.task;

import java.util.LinkedHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** A task's counters in JMX. */
final class FileMetrics {
  private FileMetrics() {}

  /** Connect takes them away with the task. */
  static void register(PluginMetrics metrics, Counters counters) {
    gauge(metrics, "records-total", "Records read, bad ones among them.", counters.records::get);
    gauge(
        metrics,
        "bad-records-total",
        "Records that became dead letters.",
        counters.badRecords::get);
    gauge(metrics, "bytes-total", "Bytes read, unpacked.", counters.bytes::get);
    gauge(metrics, "files-open", "Files that are being read or followed.", counters.filesOpen::get);
    gauge(
        metrics,
        "files-known",
        "Files with which nothing is to be done.",
        counters.filesKnown::get);
    gauge(
        metrics,
        "files-broken",
        "Files found broken, changed or unreadable since the start.",
        counters.filesBroken::get);
    gauge(
        metrics, "lag-bytes", "Bytes of the files found and not yet read.", counters.lagBytes::get);
  }

  private interface Value {
    long now();
  }

  private static void gauge(PluginMetrics metrics, String name, String text, Value value) {
    MetricName metric = metrics.metricName(name, text, new LinkedHashMap<>());
    Gauge<Long> gauge = (config, now) -> value.now();
    metrics.addMetric(metric, gauge);
  }
}
