package dev.tidemark.transform.status;

import java.util.Locale;

/** What a lane, a dataset or a model does. */
public enum State {
  /** It works off what gathered while it did not run or had to wait. */
  CATCHING_UP,
  /** It is as far as what it reads from. */
  STREAMING,
  /** It cannot go on for a cause that is told, and tries again by itself. */
  WAITING,
  /** It was asked to end, and did. */
  STOPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static State parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }
}
