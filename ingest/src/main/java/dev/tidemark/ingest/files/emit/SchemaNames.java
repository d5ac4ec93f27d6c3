package dev.tidemark.ingest.files.emit;

/** Names of schemas, as Debezium makes them of a topic's. */
final class SchemaNames {
  private SchemaNames() {}

  /** What Avro allows: letters, digits and _ between dots, no digit first. */
  static String of(String topic, String part) {
    return "%s.%s"
        .formatted(
            topic.replaceAll("[^A-Za-z0-9_.]", "_").replaceAll("(^|\\.)(?=[0-9.]|$)", "$1_"), part);
  }
}
