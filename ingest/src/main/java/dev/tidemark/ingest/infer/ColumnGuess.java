package dev.tidemark.ingest.infer;

import dev.tidemark.ingest.files.value.BooleanWords;
import dev.tidemark.ingest.files.value.ColumnType;
import dev.tidemark.ingest.files.value.ColumnType.Kind;
import dev.tidemark.ingest.files.value.NumberStyle;
import dev.tidemark.ingest.files.value.TimeStyle;
import dev.tidemark.ingest.files.value.UnfitValueException;
import dev.tidemark.ingest.files.value.ValueReader;
import dev.tidemark.ingest.files.value.ValueReaders;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The narrowest type that takes every value of a field, by the very readers that will read it.
 *
 * <p>A number with a zero in front is a text: it is a code, and the zero counts. Decimals get room
 * for three more digits than the sample has, and twelve before the point at least.
 */
final class ColumnGuess {
  private static final Pattern CODE = Pattern.compile("[+-]?0\\d.*");
  private static final Pattern ZONED = Pattern.compile(".*\\d[T ]\\d.*(Z|[+-]\\d\\d:\\d\\d)");
  private static final int MOST_DIGITS = 38;
  private static final int LEAST_WHOLE = 12;
  private static final int ROOM = 3;

  /** Whole numbers of so many digits may soon not fit into an int. */
  private static final int DIGITS_OF_BIGINT = 9;

  private static final List<String> DATES =
      List.of("d.M.yyyy", "M/d/yyyy", "d/M/yyyy", "yyyy/M/d", "d-M-yyyy");
  private static final List<String> TIMES = List.of("H:mm", "H:mm:ss", "h:mm a");

  private final char decimalMark;
  private final List<Candidate> candidates;
  private final Set<Object> seen = new HashSet<>();
  private boolean repeated;
  private boolean zoned;
  private int nulls;
  private int values;
  private int whole;
  private int scale;

  /** A type that all values so far have fitted. */
  private record Candidate(ColumnType type, Optional<String> format, ValueReader reader) {}

  /**
   * @param numbers how the table's numbers are written
   * @param zone of timestamps that name none
   */
  ColumnGuess(NumberStyle numbers, ZoneId zone) {
    this.decimalMark = numbers.decimal();
    this.candidates = new ArrayList<>();
    for (String type : List.of("boolean", "int", "bigint", "decimal(38,18)", "double")) {
      add(ColumnType.parse(type), Optional.empty(), numbers, zone);
    }
    add(ColumnType.parse("date"), Optional.empty(), numbers, zone);
    DATES.forEach(format -> add(ColumnType.parse("date"), Optional.of(format), numbers, zone));
    add(ColumnType.parse("timestamp_ntz"), Optional.empty(), numbers, zone);
    for (String date : DATES) {
      for (String time : TIMES) {
        add(ColumnType.parse("timestamp_ntz"), Optional.of(date + " " + time), numbers, zone);
      }
    }
  }

  private void add(ColumnType type, Optional<String> format, NumberStyle numbers, ZoneId zone) {
    candidates.add(
        new Candidate(
            type,
            format,
            ValueReaders.of(type, numbers, new TimeStyle(format, zone), BooleanWords.PLAIN)));
  }

  /**
   * @param raw null if a record has none
   */
  void see(Object raw) {
    if (raw == null || (raw instanceof String text && text.isBlank())) {
      nulls++;
      return;
    }
    values++;
    repeated |= !seen.add(raw);
    boolean code =
        raw instanceof String text
            && CODE.matcher(text.strip()).matches()
            && !text.strip().contains(String.valueOf(decimalMark));
    zoned |= raw instanceof String text && ZONED.matcher(text.strip()).matches();
    measure(raw);
    candidates.removeIf(candidate -> (code && isNumber(candidate.type())) || !fits(candidate, raw));
  }

  private static boolean isNumber(ColumnType type) {
    return switch (type.kind()) {
      case INT, BIGINT, DECIMAL, DOUBLE -> true;
      default -> false;
    };
  }

  private boolean fits(Candidate candidate, Object raw) {
    Kind kind = candidate.type().kind();
    if (kind == Kind.BOOLEAN && raw instanceof BigDecimal) {
      return false;
    }
    boolean whole = kind == Kind.INT || kind == Kind.BIGINT;
    if (whole && scaleOf(raw) > 0) {
      return false;
    }
    if ((whole || kind == Kind.DECIMAL)
        && raw instanceof String text
        && text.matches(".*\\d[eE].*")) { // a measured number
      return false;
    }
    try {
      candidate.reader().of(raw);
      return true;
    } catch (UnfitValueException e) {
      return false;
    }
  }

  private void measure(Object raw) {
    String digits = text(raw);
    int mark = digits.indexOf(raw instanceof BigDecimal ? '.' : decimalMark);
    String before = mark < 0 ? digits : digits.substring(0, mark);
    whole = Math.max(whole, (int) before.chars().filter(Character::isDigit).count());
    scale = Math.max(scale, scaleOf(raw));
  }

  private int scaleOf(Object raw) {
    String digits = text(raw);
    int mark = digits.indexOf(raw instanceof BigDecimal ? '.' : decimalMark);
    return mark < 0 ? 0 : digits.length() - mark - 1;
  }

  private static String text(Object raw) {
    return raw instanceof BigDecimal number ? number.toPlainString() : raw.toString().strip();
  }

  /** Of a field that was null in every record: a string. */
  Guess guess() {
    boolean key = values > 0 && nulls == 0 && !repeated;
    if (values == 0 || candidates.isEmpty()) {
      return new Guess("string", Optional.empty(), Optional.empty(), key, nulls);
    }
    Candidate first = candidates.get(0);
    Optional<String> other =
        candidates.stream()
            .filter(candidate -> candidate.type().kind() == first.type().kind())
            .skip(1)
            .findFirst()
            .flatMap(Candidate::format);
    return new Guess(type(first.type()), first.format(), other, key, nulls);
  }

  private String type(ColumnType type) {
    return switch (type.kind()) {
      case INT -> whole >= DIGITS_OF_BIGINT ? "bigint" : "int";
      case DECIMAL ->
          "decimal(%s,%s)"
              .formatted(Math.min(MOST_DIGITS, Math.max(LEAST_WHOLE, whole + ROOM) + scale), scale);
      case TIMESTAMP_NTZ -> zoned ? "timestamp" : type.toString();
      default -> type.toString();
    };
  }

  /**
   * What is proposed.
   *
   * @param format of a date or time that is not ISO 8601
   * @param other format that fits the sample as well
   * @param unique true if each record has a value of its own
   * @param nulls records without a value
   */
  record Guess(
      String type, Optional<String> format, Optional<String> other, boolean unique, int nulls) {}
}
