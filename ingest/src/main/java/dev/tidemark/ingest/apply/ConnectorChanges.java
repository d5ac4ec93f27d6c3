package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.ingest.control.ConnectorStatus;
import dev.tidemark.ingest.failure.Redaction;
import dev.tidemark.ingest.jdbc.SourceConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector as it should be against the connector as it is. */
final class ConnectorChanges {
  private ConnectorChanges() {}

  /**
   * The connector as Connect has it.
   *
   * @param settings empty if there is no such connector
   */
  record Present(Optional<Map<String, String>> settings, Optional<ConnectorStatus> status) {}

  /** True if its settings will be written: then Connect should be asked about them first. */
  static boolean writes(Map<String, String> settings, Present present) {
    return !present.settings().equals(Optional.of(settings));
  }

  static void plan(
      Source source,
      Map<String, String> settings,
      Present present,
      Redaction redaction,
      PlanDraft draft) {
    String connector = source.name();
    boolean held = present.status().map(ConnectorStatus::isHeld).orElse(false);
    Optional<String> failure = present.status().flatMap(ConnectorStatus::failure);
    if (present.settings().isEmpty()) {
      draft.change(new Change.MakeConnector(connector, settings, what(source)));
    } else if (writes(settings, present)) {
      Map<String, String> before = present.settings().get();
      draft.change(new Change.ChangeConnector(connector, before, settings));
      newTables(source, before, draft);
    } else if (failure.isPresent() && !held) {
      draft.change(
          new Change.RestartConnector(connector, settings, redaction.clean(failure.get())));
    } else {
      draft.unchanged(Plan.Kind.CONNECTOR);
    }
    if (held) {
      draft.warn(
          "connector %s is %s; somebody wanted that, so it is left alone: resume it when it may go on"
              .formatted(connector, present.status().orElseThrow().state()));
      return;
    }
    draft.mustRun(connector, settings);
  }

  private static String what(Source source) {
    return "%s at %s, %s, %s"
        .formatted(
            source.kind(),
            source instanceof FileSource files
                ? files.folder().toString()
                : SourceConnection.address((DatabaseSource) source),
            source.tables().size() == 1 ? "1 table" : source.tables().size() + " tables",
            source.format());
  }

  /** The first snapshot is over: a table that comes later is followed from now on only. */
  private static void newTables(Source source, Map<String, String> before, PlanDraft draft) {
    if (source instanceof FileSource) {
      return; // its files have all to be read yet
    }
    List<String> old = List.of(before.getOrDefault("table.include.list", "").split(",", -1));
    List<String> added = new ArrayList<>();
    for (String table : source.tables()) {
      if (!old.contains(table.replace(".", "\\.")) && !old.contains(table)) {
        added.add(table);
      }
    }
    if (!added.isEmpty()) {
      draft.warn(
          "%s is new to a connector that has had its first snapshot: changes are followed from now on, rows from before are not read until an incremental snapshot asks for them (topic %s)"
              .formatted(String.join(", ", added), Topics.signals(source.name())));
    }
  }
}
