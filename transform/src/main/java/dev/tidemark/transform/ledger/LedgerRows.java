package dev.tidemark.transform.ledger;

import dev.tidemark.contract.time.Interval;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A line of the ledger as a row of its table, and back. */
final class LedgerRows {
  static final StructType SCHEMA =
      new StructType()
          .add("number", DataTypes.LongType)
          .add("work", DataTypes.StringType)
          .add("run", DataTypes.StringType)
          .add("dataset", DataTypes.StringType)
          .add("source", DataTypes.StringType)
          .add("lane", DataTypes.StringType)
          .add("range_start", DataTypes.TimestampType)
          .add("range_end", DataTypes.TimestampType)
          .add("route", DataTypes.StringType)
          .add("owner", DataTypes.StringType)
          .add("state", DataTypes.StringType)
          .add("emitted", DataTypes.LongType)
          .add("bronze", DataTypes.LongType)
          .add("spilled", DataTypes.LongType)
          .add("keys", DataTypes.LongType)
          .add("offsets", DataTypes.StringType)
          .add("detail", DataTypes.StringType)
          .add("at", DataTypes.TimestampType);

  private LedgerRows() {}

  static Row of(Transition line) {
    Work work = line.work();
    Counts counts = line.counts();
    return RowFactory.create(
        line.number(),
        work.id(),
        work.run(),
        work.dataset(),
        work.source(),
        work.lane(),
        work.range().start(),
        work.range().end(),
        work.route().toString(),
        work.owner().toString(),
        line.state().toString(),
        orNull(counts.emitted()),
        orNull(counts.bronze()),
        orNull(counts.spilled()),
        orNull(counts.keys()),
        line.offsets(),
        line.detail(),
        line.at());
  }

  static Transition line(Row row) {
    Work work =
        new Work(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            new Interval(row.getInstant(6), row.getInstant(7)),
            Route.parse(row.getString(8)),
            Owner.parse(row.getString(9)));
    Counts counts = new Counts(number(row, 11), number(row, 12), number(row, 13), number(row, 14));
    return new Transition(
        work,
        WorkState.parse(row.getString(10)),
        counts,
        row.getString(15),
        row.getString(16),
        row.getLong(0),
        row.getInstant(17));
  }

  private static Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static OptionalLong number(Row row, int column) {
    return row.isNullAt(column) ? OptionalLong.empty() : OptionalLong.of(row.getLong(column));
  }
}
