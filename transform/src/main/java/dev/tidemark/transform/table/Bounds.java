package dev.tidemark.transform.table;

import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.statistics.DataFileStatistics;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.DataFileStatus;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Least and greatest values of a file's columns as they may stand in the log. Kernel 4.4.0 would
 * tell bytes as if they were text, texts in full length, and timestamps before the year 1 as if
 * they were after it, by which a reader skips files that have its rows.
 */
final class Bounds {
  /** As many as Delta's own writer keeps. */
  private static final int CODE_POINTS = 32;

  private static final int GREATEST = Character.MAX_CODE_POINT;

  /** Years that every reader understands. */
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();

  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private Bounds() {}

  /** What is left out says nothing; a longer range is no lie. */
  static DataFileStatus mended(DataFileStatus file) {
    return file.getStatistics()
        .map(
            known ->
                new DataFileStatus(
                    file.getPath(),
                    file.getSize(),
                    file.getModificationTime(),
                    Optional.of(mended(known))))
        .orElse(file);
  }

  private static DataFileStatistics mended(DataFileStatistics known) {
    Map<Column, Literal> min = new HashMap<>(known.getMinValues());
    Map<Column, Literal> max = new HashMap<>(known.getMaxValues());
    for (Column column : known.getMinValues().keySet()) {
      if (isUntold(min.get(column)) || isUntold(max.get(column))) {
        min.remove(column);
        max.remove(column);
      }
    }
    min.replaceAll((column, bound) -> text(bound, Bounds::atMost));
    max.replaceAll((column, bound) -> text(bound, Bounds::atLeast));
    return new DataFileStatistics(
        known.getNumRecords(), min, max, known.getNullCount(), known.getTightBounds());
  }

  private static boolean isUntold(Literal bound) {
    if (bound == null || bound.getValue() == null) {
      return false;
    }
    if (bound.getDataType() instanceof BinaryType) {
      return true;
    }
    if (bound.getDataType() instanceof DateType) {
      return isUntold((long) (Integer) bound.getValue());
    }
    boolean time =
        bound.getDataType() instanceof TimestampType
            || bound.getDataType() instanceof TimestampNTZType;
    return time && isUntold(Math.floorDiv((Long) bound.getValue(), TimeUnit.DAYS.toMicros(1)));
  }

  private static boolean isUntold(long epochDay) {
    return epochDay < FIRST_DAY || epochDay > LAST_DAY;
  }

  private static Literal text(Literal bound, UnaryOperator<String> by) {
    return bound != null && bound.getValue() instanceof String text
        ? Literal.ofString(by.apply(text))
        : bound;
  }

  /** Not greater than the text, in the order of code points. */
  static String atMost(String text) {
    return isShort(text) ? text : text.substring(0, text.offsetByCodePoints(0, CODE_POINTS));
  }

  /** Not less than the text, in the order of code points. */
  static String atLeast(String text) {
    if (isShort(text)) {
      return text;
    }
    int end = text.offsetByCodePoints(0, CODE_POINTS);
    while (end < text.length() && text.codePointAt(end) == GREATEST) {
      end += Character.charCount(GREATEST);
    }
    return end == text.length() ? text : text.substring(0, end) + Character.toString(GREATEST);
  }

  private static boolean isShort(String text) {
    return text.codePointCount(0, text.length()) <= CODE_POINTS;
  }
}
