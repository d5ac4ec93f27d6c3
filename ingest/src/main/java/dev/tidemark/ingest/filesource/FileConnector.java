package dev.tidemark.ingest.filesource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.FileTable;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.connector.ConnectorSettings;
import dev.tidemark.ingest.connector.Draft;
import dev.tidemark.ingest.files.FileSourceConnector;
import java.util.Map;

/** The settings of our own connector of files. */
public final class FileConnector {
  private FileConnector() {}

  /** Every mistake in how the files are described is among the problems. */
  public static ConnectorSettings settings(FileSource source, Platform platform) {
    Draft draft = draft(source);
    FileSettingProblems.of(source, draft.settings()).forEach(draft::problem);
    return draft.finished(platform);
  }

  /** What the connector itself is told, without what Connect is. */
  static Map<String, String> described(FileSource source) {
    return draft(source).settings();
  }

  private static Draft draft(FileSource source) {
    Draft draft = new Draft(source);
    draft.put("connector.class", FileSourceConnector.class.getName());
    draft.put("tasks.max", String.valueOf(source.tasks()));
    draft.put("source", source.name());
    draft.put("folder", source.folder().toString());
    draft.put("events.topic", Topics.fileEvents(source.name()));
    draft.put("dead-letter.topic", Topics.deadLetters(source.name()));
    draft.put("heartbeat.topic", Topics.heartbeat(source.name()));
    pace(source.pace(), draft);
    draft.put("tables", String.join(",", source.tables()));
    source.files().forEach(table -> table(source, table, draft));
    return draft;
  }

  private static void pace(FileSource.Pace pace, Draft draft) {
    draft.put("poll.interval-ms", String.valueOf(pace.poll().toMillis()));
    draft.put("settle.time-ms", String.valueOf(pace.settle().toMillis()));
    pace.recordsPerSecond()
        .ifPresent(most -> draft.put("rate.records-per-second", String.valueOf(most)));
    pace.bytesPerSecond()
        .ifPresent(most -> draft.put("rate.bytes-per-second", String.valueOf(most)));
    pace.largestRecord().ifPresent(most -> draft.put("record.max-bytes", String.valueOf(most)));
  }

  private static void table(FileSource source, FileTable table, Draft draft) {
    String prefix = "table." + table.name() + ".";
    draft.put(prefix + "topic", Topics.ofTable(source.name(), table.name()));
    draft.put(prefix + "pattern", table.pattern());
    draft.put(prefix + "format", table.format());
    draft.put(prefix + "columns", columns(table));
    draft.put(prefix + "key", String.join(",", table.key()));
    table.eventTime().ifPresent(column -> draft.put(prefix + "event-time", column));
    table.style().forEach((key, value) -> draft.put(prefix + setting(key), value));
  }

  /** Settings of connectors are written with dots. */
  private static String setting(String key) {
    return key.replace('-', '.');
  }

  private static String columns(FileTable table) {
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    for (FileTable.Column column : table.columns()) {
      ObjectNode node = columns.addObject().put("name", column.name()).put("type", column.type());
      column.field().ifPresent(field -> node.put("field", field));
      column.format().ifPresent(format -> node.put("format", format));
    }
    return columns.toString();
  }
}
