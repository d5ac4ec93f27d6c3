package dev.tidemark.transform.decode.value;

/**
 * A TIME of MySQL: a span, not a time of day; it may be negative and exceed 24 hours.
 *
 * @param micros microseconds
 */
record ClockTime(long micros) {
  private static final long SECOND = 1_000_000;

  /** {@code [-]HH:mm:ss}, and six digits of fraction unless they are zero. */
  @Override
  public String toString() {
    long rest = Math.abs(micros);
    long fraction = rest % SECOND;
    long seconds = rest / SECOND;
    StringBuilder text = new StringBuilder(17);
    if (micros < 0) {
      text.append('-');
    }
    padded(text, seconds / 3600, 2).append(':');
    padded(text, seconds / 60 % 60, 2).append(':');
    padded(text, seconds % 60, 2);
    if (fraction != 0) {
      padded(text.append('.'), fraction, 6);
    }
    return text.toString();
  }

  private static StringBuilder padded(StringBuilder text, long number, int digits) {
    String plain = Long.toString(number);
    return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }
}
