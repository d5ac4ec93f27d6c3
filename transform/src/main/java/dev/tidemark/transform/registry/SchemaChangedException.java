package dev.tidemark.transform.registry;

/** A schema id means another schema than it did: the registry lost its store and began anew. */
public final class SchemaChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SchemaChangedException(String message) {
    super(message);
  }

  /**
   * @param where the registry, or the table that has both
   */
  static SchemaChangedException between(String where, StoredSchema before, StoredSchema now) {
    return new SchemaChangedException(
        ("Schema id %s of %s is '%s' (fingerprint %s), but was '%s' (fingerprint %s) when the lake first saw it: the registry lost its store and gives ids out anew."
                + " Put the registry's store back, or register the schemas of _tidemark/schemas there again under their ids.")
            .formatted(
                before.id(),
                where,
                now.name(),
                now.fingerprint(),
                before.name(),
                before.fingerprint()));
  }
}
