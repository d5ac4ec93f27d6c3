package dev.tidemark.transform.gold;

/** A model's SELECT gives two rows of one key; the message names model, key and remedy. */
public final class KeyNotUniqueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyNotUniqueException(String message) {
    super(message);
  }
}
