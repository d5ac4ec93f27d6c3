package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.TopicPartition;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.decode.Heartbeat;
import dev.tidemark.transform.decode.HeartbeatReader;
import dev.tidemark.transform.decode.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps the board of how fresh silver is, batch by batch. */
final class Freshening {
  private final LaneTopics topics;
  private final List<LaneDataset> datasets;
  private final HeartbeatReader heartbeats;
  private final FreshnessBoard board;
  private final ValidThrough validThrough = new ValidThrough();
  private final Map<String, Beats> beats = new HashMap<>();
  private final Map<String, Instant> lastEvents = new HashMap<>();
  private final Set<String> snapshotsEnded = new HashSet<>();

  Freshening(
      LaneTopics topics,
      List<LaneDataset> datasets,
      HeartbeatReader heartbeats,
      FreshnessBoard board) {
    this.topics = topics;
    this.datasets = datasets;
    this.heartbeats = heartbeats;
    this.board = board;
  }

  /**
   * Takes in a batch after its commit.
   *
   * @param mark the newest mark when its silver was committed
   */
  void committed(Batch batch, List<Part> parts, Map<TopicPartition, Long> reached, long mark) {
    for (String source : topics.sources()) {
      validThrough.committed(
          source,
          seen(source, batch, parts),
          reached,
          s -> topics.ends(s, datasets.stream().map(LaneDataset::conf).toList()));
    }
    for (Part part : parts) {
      changes(part)
          .map(Change::sourceTs)
          .flatMap(Optional::stream)
          .max(Comparator.naturalOrder())
          .ifPresent(
              at -> lastEvents.merge(part.dataset().name(), at, (a, b) -> a.isAfter(b) ? a : b));
    }
    for (LaneDataset dataset : datasets) {
      board.put(
          dataset.name(),
          mark,
          new FreshnessBoard.Freshness(
              validThrough.of(dataset.conf().source()).filter(through -> dataset.holes().isEmpty()),
              Optional.ofNullable(lastEvents.get(dataset.name()))));
    }
  }

  private ValidThrough.Seen seen(String source, Batch batch, List<Part> parts) {
    Optional<Instant> heartbeat = heartbeat(source, batch);
    List<Change> changes =
        parts.stream()
            .filter(part -> part.dataset().conf().source().equals(source))
            .flatMap(Freshening::changes)
            .toList();
    Optional<Instant> oldest =
        changes.stream()
            .filter(change -> change.snapshot() == Snapshot.NONE)
            .map(Change::sourceTs)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    return new ValidThrough.Seen(heartbeat, oldest, snapshotOpen(source, changes));
  }

  /** Empty if the batch has none. */
  private Optional<Instant> heartbeat(String source, Batch batch) {
    List<Heartbeat> heard =
        batch.records().stream()
            .filter(record -> isHeartbeatOf(source, record))
            .map(heartbeats::read)
            .flatMap(Optional::stream)
            .toList();
    if (heard.isEmpty()) {
      return Optional.empty();
    }
    Beats ofSource = beats.computeIfAbsent(source, name -> new Beats());
    heard.forEach(ofSource::heard);
    return ofSource.clock();
  }

  /** Topics are not read in the order they were written, so the last row of all may come early. */
  private Optional<Boolean> snapshotOpen(String source, List<Change> changes) {
    boolean open = false;
    for (Change change : changes) {
      if (change.snapshot() == Snapshot.INITIAL_LAST || change.snapshot() == Snapshot.NONE) {
        snapshotsEnded.add(source);
      }
      open |= change.snapshot() == Snapshot.INITIAL_OPEN;
    }
    if (snapshotsEnded.contains(source)) {
      return Optional.of(false);
    }
    return open ? Optional.of(true) : Optional.empty();
  }

  private boolean isHeartbeatOf(String source, KafkaRecord record) {
    return topics.isHeartbeat(record.topic()) && topics.sourceOf(record.topic()).equals(source);
  }

  private static Stream<Change> changes(Part part) {
    return part.decoded().stream()
        .filter(Decoded.Applied.class::isInstance)
        .flatMap(decoded -> ((Decoded.Applied) decoded).changes().stream());
  }
}
