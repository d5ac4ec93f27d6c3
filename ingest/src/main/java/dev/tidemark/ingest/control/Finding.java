package dev.tidemark.ingest.control;

/**
 * What Connect holds against one setting.
 *
 * @param setting its key
 */
public record Finding(String setting, String error) {}
