package dev.tidemark.ingest.files.value;

/**
 * The two words of a boolean, in any case.
 *
 * @param yes never equal to no
 */
public record BooleanWords(String yes, String no) {
  public static final BooleanWords PLAIN = new BooleanWords("true", "false");

  public BooleanWords {
    if (yes.isBlank() || no.isBlank() || yes.equalsIgnoreCase(no)) {
      throw new IllegalArgumentException(
          "'%s|%s' are no two words; write the one for true and the one for false, such as Y|N"
              .formatted(yes, no));
    }
  }

  /**
   * @param text such as {@code Y|N}
   * @throws IllegalArgumentException if it is not of two words
   */
  public static BooleanWords parse(String text) {
    int bar = text.indexOf('|');
    if (bar < 0) {
      throw new IllegalArgumentException(
          "'%s' are no two words; write the one for true and the one for false, such as Y|N"
              .formatted(text));
    }
    return new BooleanWords(text.substring(0, bar).strip(), text.substring(bar + 1).strip());
  }

  Boolean of(Object raw) {
    String text = raw.toString();
    if (text.equalsIgnoreCase(yes)) {
      return true;
    }
    if (text.equalsIgnoreCase(no)) {
      return false;
    }
    throw UnfitValueException.of(raw, "neither '%s' nor '%s'".formatted(yes, no));
  }
}
