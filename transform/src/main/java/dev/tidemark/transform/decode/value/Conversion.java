package dev.tidemark.transform.decode.value;

/** One step of a value on its way; resolved once for a schema, then only called. */
@FunctionalInterface
public interface Conversion {
  /**
   * @param value never null
   * @throws UnfitException if the result would not be exactly the value
   */
  Object of(Object value);

  default Conversion then(Conversion next) {
    return value -> next.of(of(value));
  }
}
