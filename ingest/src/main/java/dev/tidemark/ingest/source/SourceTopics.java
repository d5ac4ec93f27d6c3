package dev.tidemark.ingest.source;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.TopicSpec;
import dev.tidemark.ingest.debezium.DatabaseTopics;
import dev.tidemark.ingest.filesource.FileTopics;
import java.util.List;
import java.util.Map;

/** The topics of one source. */
public final class SourceTopics {
  private SourceTopics() {}

  /** All of them, tables first, in the order of conf. */
  public static List<TopicSpec> of(Source source) {
    return source instanceof FileSource files
        ? new FileTopics(files).all()
        : new DatabaseTopics((DatabaseSource) source).all();
  }

  /** Their names. */
  public static List<String> names(Source source) {
    return of(source).stream().map(TopicSpec::name).toList();
  }

  /** Settings of an existing topic that are set right again, because losing it loses data. */
  public static Map<String, String> mustKeep(Source source, String topic) {
    return source instanceof FileSource files
        ? new FileTopics(files).mustKeep(topic)
        : DatabaseTopics.mustKeep((DatabaseSource) source, topic);
  }

  /** What an existing topic's settings are raised to, if they are less. */
  public static Map<String, Long> atLeast(Source source, String topic) {
    return source instanceof DatabaseSource database
        ? DatabaseTopics.atLeast(database, topic)
        : Map.of();
  }
}
