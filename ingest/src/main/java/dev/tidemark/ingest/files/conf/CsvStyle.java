package dev.tidemark.ingest.files.conf;

import java.util.Optional;
import java.util.Set;

/**
 * How CSV is written.
 *
 * @param delimiter ASCII
 * @param quote ASCII; empty if quotes mean nothing
 * @param header whether the first record names the fields
 * @param nullMarks unquoted texts that mean null; an empty field without quotes always does
 */
public record CsvStyle(
    char delimiter, Optional<Character> quote, boolean header, Set<String> nullMarks) {
  public CsvStyle {
    nullMarks = Set.copyOf(nullMarks);
  }
}
