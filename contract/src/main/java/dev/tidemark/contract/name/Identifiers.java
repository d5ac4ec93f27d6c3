package dev.tidemark.contract.name;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The stated rule for column and dataset names: a legal identifier (a letter, then letters, digits,
 * underscores; ASCII) keeps its case and spelling. Any other is lower-cased, stripped of accents,
 * each run of other characters becomes one underscore, outer underscores go, and a leading digit
 * gets {@code c_} before it. Names that begin with an underscore are Tidemark's own and refused.
 */
public final class Identifiers {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern OUTER = Pattern.compile("^_+|_+$");

  private Identifiers() {}

  public static boolean isLegal(String name) {
    return LEGAL.matcher(name).matches();
  }

  /**
   * The name a source column has in silver: {@code customerNumber} stays, {@code Order ID} becomes
   * {@code order_id}.
   *
   * @throws IllegalArgumentException if it begins with an underscore or nothing legal is left
   */
  public static String of(String sourceName) {
    if (isLegal(sourceName)) {
      return sourceName;
    }
    if (sourceName.startsWith("_")) {
      throw new IllegalArgumentException(
          "column '%s' begins with an underscore; such names are Tidemark's own, rename it at the source"
              .formatted(sourceName));
    }
    String plain =
        MARKS.matcher(Normalizer.normalize(sourceName, Normalizer.Form.NFD)).replaceAll("");
    String joined = OTHERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("_");
    String name = OUTER.matcher(joined).replaceAll("");
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "column '%s' has no letter or digit to make a name of; rename it at the source"
              .formatted(sourceName));
    }
    return Character.isDigit(name.charAt(0)) ? "c_" + name : name;
  }
}
