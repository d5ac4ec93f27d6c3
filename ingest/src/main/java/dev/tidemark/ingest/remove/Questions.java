package dev.tidemark.ingest.remove;

/** Asks a person whether to go on. */
@FunctionalInterface
public interface Questions {
  boolean agreed(String question);
}
