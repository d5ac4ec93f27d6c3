package dev.tidemark.ingest.files.value;

/**
 * The way from what a file has to what the column's schema carries; made once, then only called.
 */
@FunctionalInterface
public interface ValueReader {
  /**
   * @param raw a String, or of JSON a BigDecimal or Boolean; or null
   * @return null where the file has none, which an empty text is to all but string columns
   * @throws UnfitValueException if it is no value of the type, exactly
   */
  Object of(Object raw);
}
