package dev.tidemark.bench.writepath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a subject's tables were read as.
 *
 * @param bronze records that bronze has, each offset once; null if there is no bronze
 */
record Found(Totals silver, Long bronze) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What {@code SparkPath found} has written. */
  static Found read(Path file) throws IOException {
    JsonNode json = JSON.readTree(file.toFile());
    Totals silver =
        new Totals(
            json.path("rows").asLong(),
            json.path("amountCents").asLong(),
            json.path("hashes").asLong());
    JsonNode bronze = json.path("bronze");
    return new Found(silver, bronze.isNumber() ? bronze.asLong() : null);
  }

  /** Whether this is the fold of so many changes, and all of them. */
  boolean isFold(Totals fold, long changes) {
    return silver.equals(fold) && (bronze == null || bronze == changes);
  }
}
