package dev.tidemark.transform.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.contract.name.OwnColumns;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the log says of a file's rows, those that are gone included.
 *
 * @param rows how many
 * @param isKnown false if nothing is said of their intervals
 * @param hasNulls true if a row may be without an interval
 * @param bounds of the intervals' starts; absent if no row has one
 */
record FileStatistics(
    OptionalLong rows, boolean isKnown, boolean hasNulls, Optional<Bounds> bounds) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FileStatistics NONE =
      new FileStatistics(OptionalLong.empty(), false, true, Optional.empty());

  /** Both inclusive. */
  record Bounds(Instant least, Instant greatest) {}

  /**
   * @param text JSON as Delta has it
   */
  static FileStatistics of(Optional<String> text) {
    try {
      return text.isEmpty() ? NONE : of(JSON.readTree(text.get()));
    } catch (JsonProcessingException | DateTimeException e) {
      return NONE; // another writer's; the file is read
    }
  }

  private static FileStatistics of(JsonNode statistics) {
    JsonNode counted = statistics.path("numRecords");
    JsonNode nulls = statistics.path("nullCount").path(OwnColumns.INTERVAL);
    JsonNode least = statistics.path("minValues").path(OwnColumns.INTERVAL);
    JsonNode greatest = statistics.path("maxValues").path(OwnColumns.INTERVAL);
    OptionalLong rows =
        counted.isNumber() ? OptionalLong.of(counted.asLong()) : OptionalLong.empty();
    boolean hasNulls = !nulls.isNumber() || nulls.asLong() > 0;
    if (least.isTextual() && greatest.isTextual()) {
      // the greatest is told in whole milliseconds, cut off
      Bounds bounds = new Bounds(instant(least), instant(greatest).plusMillis(1));
      return new FileStatistics(rows, true, hasNulls, Optional.of(bounds));
    }
    boolean noneHasOne = rows.isPresent() && nulls.isNumber() && nulls.asLong() == rows.getAsLong();
    return new FileStatistics(rows, noneHasOne, hasNulls, Optional.empty());
  }

  private static Instant instant(JsonNode text) {
    return OffsetDateTime.parse(text.asText()).toInstant();
  }
}
