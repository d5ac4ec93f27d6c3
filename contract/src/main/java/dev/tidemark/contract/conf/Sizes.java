package dev.tidemark.contract.conf;

import java.util.Locale;

/** Sizes as conf writes them: {@code 512m}, {@code 2g}. */
final class Sizes {
  private Sizes() {}

  /**
   * @param text digits, then k, m or g for 2^10, 2^20 or 2^30 bytes
   */
  static long parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int shift =
        switch (lower.charAt(lower.length() - 1)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> throw new IllegalArgumentException("'%s' is no size".formatted(text));
        };
    return Long.parseLong(lower.substring(0, lower.length() - 1)) << shift;
  }
}
