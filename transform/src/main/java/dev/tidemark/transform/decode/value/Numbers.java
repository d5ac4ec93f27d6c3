package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers to numbers, never rounded, never cut. */
final class Numbers {
  private static final int DOUBLE_DIGITS = 15; // so many survive the way to a double and back
  private static final int FLOAT_DIGITS = 6;

  private Numbers() {}

  static long integer(Object value, long least, long most) {
    long number = value instanceof Long whole ? whole : whole(exact(value));
    if (number < least || number > most) {
      throw new UnfitException("an integer of %s digits".formatted(digits(number)));
    }
    return number;
  }

  static BigDecimal decimal(Object value, int precision, int scale) {
    BigDecimal number = exact(value);
    if (number.signum() == 0) {
      return BigDecimal.valueOf(0, scale);
    }
    long wholeDigits = (long) number.precision() - number.scale();
    long cutDigits = (long) number.scale() - scale;
    // before any arithmetic: 1e999999999 is short to write and long to spell out
    if (wholeDigits > precision - scale || cutDigits >= number.precision()) {
      throw ValueKind.unfit(number);
    }
    try {
      return number.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw ValueKind.unfit(number);
    }
  }

  static Object float64(Object value) {
    if (value instanceof Double) {
      return value;
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    BigDecimal number = exact(value);
    double nearest = number.doubleValue();
    if (Double.isFinite(nearest)
        && (number.stripTrailingZeros().precision() <= DOUBLE_DIGITS
            || new BigDecimal(nearest).compareTo(number) == 0)) {
      return nearest;
    }
    throw ValueKind.unfit(value);
  }

  static Object float32(Object value) {
    if (value instanceof Float) {
      return value;
    }
    if (value instanceof Double number) {
      float nearest = number.floatValue();
      if (Double.compare(nearest, number) == 0) {
        return nearest;
      }
      throw ValueKind.unfit(value);
    }
    BigDecimal number = exact(value);
    float nearest = number.floatValue();
    if (Float.isFinite(nearest)
        && (number.stripTrailingZeros().precision() <= FLOAT_DIGITS
            || new BigDecimal(nearest).compareTo(number) == 0)) {
      return nearest;
    }
    throw ValueKind.unfit(value);
  }

  /** Of a float, the shortest number that means it: 0.1 and not 0.1000000000000000055. */
  private static BigDecimal exact(Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof BitField bits) {
      return bits.number();
    }
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof Float || value instanceof Double || value instanceof String) {
      try {
        return new BigDecimal(value.toString());
      } catch (NumberFormatException e) {
        throw ValueKind.unfit(value);
      }
    }
    throw ValueKind.unfit(value);
  }

  private static long whole(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw ValueKind.unfit(number);
    }
  }

  private static int digits(long number) {
    return BigDecimal.valueOf(number).precision();
  }
}
