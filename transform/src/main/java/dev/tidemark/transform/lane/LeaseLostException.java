package dev.tidemark.transform.lane;

/** Another process took the lane over while this one stood still. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(String lane, long term) {
    super(
        "lane '%s' was taken over by another process (ours was term %s); whatever this one still tried was refused, and it ends"
            .formatted(lane, term));
  }
}
