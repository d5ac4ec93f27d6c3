package dev.tidemark.ingest.columns;

/**
 * A line of conf/.columns.
 *
 * @param from its name at the source
 * @param type Spark SQL
 * @param sourceType as the source has it
 */
public record SilverColumn(
    String name, String from, String type, String sourceType, boolean nullable) {}
