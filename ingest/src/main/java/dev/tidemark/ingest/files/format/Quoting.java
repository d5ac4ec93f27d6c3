package dev.tidemark.ingest.files.format;

import java.util.Optional;

/**
 * Follows the quotes of RFC 4180 byte by byte, to tell a line's end from one within a field.
 *
 * @param quote none if quotes mean nothing
 */
record Quoting(byte delimiter, Optional<Byte> quote) {
  /** Where in a record a byte stands. */
  enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    /** Behind a quote within quotes: the end of the field, or half of a doubled one. */
    QUOTE_SEEN,
    /** Behind that and a carriage return: only a line feed may follow. */
    RETURN_SEEN,
    BROKEN
  }

  /** A line is a record. */
  static Quoting none() {
    return new Quoting((byte) 0, Optional.empty());
  }

  State after(State state, byte next) {
    if (quote.isEmpty()) {
      return State.PLAIN;
    }
    boolean isQuote = next == quote.get();
    return switch (state) {
      case FIELD_START -> isQuote ? State.QUOTED : plain(next);
      case PLAIN -> plain(next);
      case QUOTED -> isQuote ? State.QUOTE_SEEN : State.QUOTED;
      case QUOTE_SEEN -> behindQuote(next, isQuote);
      case RETURN_SEEN, BROKEN -> State.BROKEN;
    };
  }

  private State plain(byte next) {
    return next == delimiter ? State.FIELD_START : State.PLAIN;
  }

  private State behindQuote(byte next, boolean isQuote) {
    if (isQuote) {
      return State.QUOTED;
    }
    if (next == delimiter) {
      return State.FIELD_START;
    }
    return next == '\r' ? State.RETURN_SEEN : State.BROKEN;
  }
}
