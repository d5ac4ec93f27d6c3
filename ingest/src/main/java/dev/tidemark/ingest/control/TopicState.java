package dev.tidemark.ingest.control;

import java.util.Map;

/** A topic as Kafka has it, with its effective settings. */
public record TopicState(String name, int partitions, Map<String, String> settings) {
  public TopicState {
    settings = Map.copyOf(settings);
  }
}
