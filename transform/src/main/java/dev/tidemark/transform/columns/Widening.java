package dev.tidemark.transform.columns;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * The least type that a Delta column can become without its files being written anew, and that
 * holds exactly all values of its old type and of another.
 */
public final class Widening {
  private static final int MOST_DIGITS = 38;
  private static final List<DataType> INTEGERS =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  /** Digits of the widest number of each of {@link #INTEGERS}. */
  private static final int[] DIGITS = {3, 5, 10, 19};

  /** Digits that Delta wants of a decimal which one of {@link #INTEGERS} becomes. */
  private static final int[] DIGITS_TO_BECOME = {10, 10, 10, 20};

  private Widening() {}

  /** {@code had} itself if it is wide enough; empty if there is no such type. */
  public static Optional<DataType> of(DataType had, DataType other) {
    if (had.equals(other)) {
      return Optional.of(had);
    }
    int from = INTEGERS.indexOf(had);
    int to = INTEGERS.indexOf(other);
    if (from >= 0 && to >= 0) {
      return Optional.of(to > from ? other : had);
    }
    if (isFloating(had) || isFloating(other)) {
      return floating(had, other, Math.max(from, to));
    }
    if (had instanceof DecimalType decimal) {
      return other instanceof DecimalType wanted
          ? decimal(decimal, wholeDigits(wanted), wanted.scale())
          : to < 0 ? Optional.empty() : decimal(decimal, DIGITS[to], 0);
    }
    return from >= 0 && other instanceof DecimalType wanted
        ? decimal(wanted, DIGITS_TO_BECOME[from], 0)
        : Optional.empty();
  }

  private static boolean isFloating(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType;
  }

  /** A double holds every int; no floating number holds every bigint or decimal. */
  private static Optional<DataType> floating(DataType had, DataType other, int integer) {
    boolean both = isFloating(had) && isFloating(other);
    boolean holds = integer >= 0 && integer < INTEGERS.indexOf(DataTypes.LongType);
    return both || holds ? Optional.of(DataTypes.DoubleType) : Optional.empty();
  }

  private static int wholeDigits(DecimalType type) {
    return type.precision() - type.scale();
  }

  private static Optional<DataType> decimal(DecimalType one, int wholeDigits, int scale) {
    int whole = Math.max(wholeDigits(one), wholeDigits);
    int places = Math.max(one.scale(), scale);
    return whole + places > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(DataTypes.createDecimalType(whole + places, places));
  }
}
