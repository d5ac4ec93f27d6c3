package dev.tidemark.api.ask;

import dev.tidemark.api.clickhouse.ColumnType;
import dev.tidemark.api.clickhouse.ColumnType.Kind;
import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Values of a filter: ClickHouse would wrap or cut what does not fit, so it is refused here. */
final class FilterValue {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,78}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,76}(\\.\\d{1,76})?");

  private FilterValue() {}

  static String placeholder(ColumnType type) {
    return switch (type.kind()) {
      case STRING -> "String";
      case DATE -> "Date32";
      case TIME -> "DateTime64(6, 'UTC')";
      default -> type.text();
    };
  }

  /** The value in the form that ClickHouse reads. */
  static String check(String column, String text, ColumnType type) {
    return switch (type.kind()) {
      case STRING -> text;
      case SIGNED, UNSIGNED -> whole(column, text, type);
      case DECIMAL -> decimal(column, text, type);
      case DATE, TIME -> TimeBound.parse(column, text, type).value();
      case BOOL -> bool(column, text);
      case FLOAT, OTHER ->
          throw wrong(
              column,
              text,
              "left out: a column of type %s cannot be asked for by value".formatted(type.text()));
    };
  }

  private static String whole(String column, String text, ColumnType type) {
    if (!WHOLE.matcher(text).matches()) {
      throw wrong(column, text, "a whole number");
    }
    BigInteger number = new BigInteger(text);
    boolean signed = type.kind() == Kind.SIGNED;
    boolean fits =
        signed
            ? number.bitLength() < type.digits()
            : number.signum() >= 0 && number.bitLength() <= type.digits();
    if (!fits) {
      throw wrong(column, text, "a number that %s can hold".formatted(type.text()));
    }
    return number.toString();
  }

  private static String decimal(String column, String text, ColumnType type) {
    if (!DECIMAL.matcher(text).matches()) {
      throw wrong(column, text, "a number such as 12.50");
    }
    BigDecimal number = new BigDecimal(text);
    BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (shortest.scale() > type.scale() || shortest.precision() - shortest.scale() > whole(type)) {
      throw wrong(
          column,
          text,
          "a number of at most %s digits, %s of them after the point"
              .formatted(type.digits(), type.scale()));
    }
    return shortest.toPlainString();
  }

  private static int whole(ColumnType type) {
    return type.digits() - type.scale();
  }

  private static String bool(String column, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(column, text, "true or false");
    }
    return text;
  }

  private static ProblemException wrong(String column, String text, String wanted) {
    return new ProblemException(
            ProblemKind.BAD_VALUE, "%s must be %s; %s=%s.".formatted(column, wanted, column, text))
        .with("parameter", column);
  }
}
