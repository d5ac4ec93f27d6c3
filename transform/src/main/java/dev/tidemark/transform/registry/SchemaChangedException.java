package dev.tidemark.transform.registry;

/** A schema id means another schema than it did: the registry lost its store and began anew. */
public final class SchemaChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemaChangedException(String message) {
    super(message);
  }
}
