package dev.tidemark.transform.marks;

import static org.apache.spark.sql.functions.date_trunc;

import dev.tidemark.contract.time.Grain;
import dev.tidemark.transform.marks.Mark.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;

/** From the value of a model's interval column to the interval it lies in, both read in UTC. */
public final class Cut {
  private Cut() {}

  /** Start of the interval, as a timestamp. */
  public static Column start(Column time, Grain grain) {
    return date_trunc(grain.toString(), time.cast("timestamp"));
  }

  /**
   * The same for a value in Spark's internal form.
   *
   * @param type date, timestamp or timestamp_ntz
   */
  static Scope scope(Object time, DataType type, Grain grain) {
    if (time == null) {
      return new Scope.Nowhere();
    }
    LocalDateTime wall =
        type instanceof DateType
            ? LocalDate.ofEpochDay((Integer) time).atStartOfDay()
            : LocalDateTime.ofInstant(
                Instant.EPOCH.plus((Long) time, ChronoUnit.MICROS), ZoneOffset.UTC);
    return new Scope.Interval(grain.startOf(wall).toInstant(ZoneOffset.UTC));
  }

  static Scope scope(Instant start) {
    return start == null ? new Scope.Nowhere() : new Scope.Interval(start);
  }
}
