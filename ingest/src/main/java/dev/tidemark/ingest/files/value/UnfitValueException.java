package dev.tidemark.ingest.files.value;

/** A value that is none of its column's type: its record becomes a dead letter. */
public final class UnfitValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 60;

  private UnfitValueException(String message) {
    super(message, null, false, false); // made per bad record, never for its stack
  }

  /**
   * @param why continues "'x' is", such as "no date"
   */
  static UnfitValueException of(Object value, String why) {
    String text = String.valueOf(value);
    String shown =
        text.length() <= LONGEST
            ? "'%s'".formatted(text)
            : "'%s…' (%s characters)".formatted(text.substring(0, LONGEST), text.length());
    return new UnfitValueException("%s is %s".formatted(shown, why));
  }
}
