package dev.tidemark.transform.index;

/** The index does not fit into the memory it may take. */
public final class IndexFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IndexFullException(String message) {
    super(message);
  }
}
