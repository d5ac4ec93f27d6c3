package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Topics;
import dev.tidemark.transform.status.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a source has gone silent: a connector beats every second, so without a record for
 * long it does not run, or its database does not answer. The lane waits, and says so once.
 */
final class Silence {
  static final Duration AFTER = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

  private final List<Dataset> datasets;
  private final Board board;
  private final Map<String, Heard> sources = new HashMap<>();

  private static final class Heard {
    private long reached = -1;
    private Instant last;
    private boolean silent;
  }

  Silence(LaneTopics topics, List<Dataset> datasets, Board board) {
    this.datasets = datasets;
    this.board = board;
    topics.sources().forEach(source -> sources.put(source, new Heard()));
  }

  /** Takes in how far each topic was read. */
  void read(Progress progress, Instant now) {
    sources.forEach(
        (source, heard) -> {
          long reached = progress.reached().getOrDefault(Topics.heartbeat(source), 0L);
          for (Dataset dataset : datasets) {
            if (dataset.source().equals(source)) {
              reached += progress.reached().getOrDefault(dataset.topic(), 0L);
            }
          }
          if (reached != heard.reached) {
            heard.reached = reached;
            heard.last = now;
          }
        });
  }

  /** While Kafka does not answer, or nobody listens, nobody can be heard. */
  void pause() {
    sources.values().forEach(heard -> heard.last = null);
  }

  void look(Instant now) {
    sources.forEach(
        (source, heard) -> {
          if (heard.last == null) {
            heard.last = now; // counts from when it could have been heard
          }
          boolean silent = heard.last.plus(AFTER).isBefore(now);
          if (silent != heard.silent) {
            heard.silent = silent;
            turned(source, heard);
          }
        });
  }

  private void turned(String source, Heard heard) {
    Optional<String> cause =
        heard.silent
            ? Optional.of(
                "source %s is silent: its connector, Kafka Connect or its database does not run; see: tidemark ingest status"
                    .formatted(source))
            : Optional.empty();
    if (cause.isPresent()) {
      LOG.atWarn().addKeyValue("source", source).addKeyValue("cause", cause.get()).log("waits");
    } else {
      LOG.atInfo().addKeyValue("source", source).log("source speaks again");
    }
    datasets.stream()
        .filter(dataset -> dataset.source().equals(source))
        .forEach(dataset -> board.line(dataset.name(), cause));
  }
}
