package dev.tidemark.contract.conf;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the API answers with a model.
 *
 * @param path below {@code /v1/}, without a slash at either end
 * @param group columns that name a row of the answer
 * @param measures by name, in the order of the file
 * @param range the column that {@code from} (inclusive) and {@code to} (exclusive) bound
 * @param filters columns that may be asked for by value
 */
public record Serve(
    String path,
    List<String> group,
    Map<String, Measure> measures,
    Order order,
    String range,
    List<String> filters) {

  /** How groups of several intervals become one. */
  public sealed interface Measure {
    /** Of the column that bears the measure's name. */
    record Rollup(Function function) implements Measure {}

    /** Of two other measures; null where the divisor is zero. */
    record Ratio(String dividend, String divisor) implements Measure {}
  }

  /** What can be rolled up. */
  public enum Function {
    SUM,
    MIN,
    MAX;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By which column; ties are broken by the group, ascending. */
  public record Order(String column, Direction direction) {}

  /** Up or down. */
  public enum Direction {
    ASC,
    DESC
  }
}
