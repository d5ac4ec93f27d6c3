package dev.tidemark.ingest.files.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How numbers are written.
 *
 * @param decimal between whole and fraction
 * @param grouping between groups of three digits; empty if there are none. A space stands for the
 *     no-break spaces too
 */
public record NumberStyle(char decimal, String grouping) {
  /** As in JSON. */
  public static final NumberStyle PLAIN = new NumberStyle('.', "");

  private static final int MOST_CHARACTERS = 1_000;
  private static final int MOST_ZEROS = 400;

  public NumberStyle {
    if (grouping.length() > 1 || grouping.equals(String.valueOf(decimal))) {
      throw new IllegalArgumentException(
          "grouping '%s' is none: it is one character, and not the decimal separator '%s'"
              .formatted(grouping, decimal));
    }
  }

  /** Reads numbers of this style; made once for a column. */
  Reader reader() {
    String group = grouping.equals(" ") ? "[ \u00A0\u202F]" : Pattern.quote(grouping);
    String whole = grouping.isEmpty() ? "\\d+" : "(?:\\d+|\\d{1,3}(?:" + group + "\\d{3})+)";
    String point = Pattern.quote(String.valueOf(decimal));
    return new Reader(
        this,
        Pattern.compile("[+-]?" + whole + "(?:" + point + "\\d+)?(?:[eE][+-]?\\d{1,4})?"),
        Pattern.compile(group));
  }

  /** Exact, and of bounded cost whatever the text. */
  record Reader(NumberStyle style, Pattern pattern, Pattern groups) {
    /**
     * @param what the number has to be, for the refusal
     */
    BigDecimal of(String text, ColumnType what) {
      if (text.length() > MOST_CHARACTERS || !pattern.matcher(text).matches()) {
        throw UnfitValueException.of(text, "no %s as written with '%s'".formatted(what, style));
      }
      String plain = style.grouping.isEmpty() ? text : groups.matcher(text).replaceAll("");
      return bounded(new BigDecimal(plain.replace(style.decimal, '.')), what);
    }

    /** Beyond this exponent no type takes it, and to write it out would fill the memory. */
    static BigDecimal bounded(BigDecimal number, ColumnType what) {
      if (Math.abs((long) number.scale()) > MOST_ZEROS + MOST_CHARACTERS) {
        throw UnfitValueException.of(number, "beyond %s".formatted(what));
      }
      return number;
    }
  }

  /** An example. */
  @Override
  public String toString() {
    return "1%s234%s5".formatted(grouping, decimal);
  }
}
