package dev.tidemark.transform.publish;

/**
 * One edge of lineage, for the API.
 *
 * @param columns JSON: an array of objects with from, to and how
 */
public record LineageRow(
    String fromKind, String fromName, String toKind, String toName, String columns) {}
