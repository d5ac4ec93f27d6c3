package dev.tidemark.transform.bronze;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.registry.WriterSchemas;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A record as a row of bronze, and back. */
final class BronzeRows {
  static final StructType COLUMNS =
      new StructType()
          .add("key", DataTypes.BinaryType)
          .add("value", DataTypes.BinaryType)
          .add(
              "headers",
              DataTypes.createArrayType(
                  new StructType()
                      .add("key", DataTypes.StringType)
                      .add("value", DataTypes.BinaryType)))
          .add(OwnColumns.TOPIC, DataTypes.StringType)
          .add(OwnColumns.EPOCH, DataTypes.IntegerType)
          .add(OwnColumns.PARTITION, DataTypes.IntegerType)
          .add(OwnColumns.OFFSET, DataTypes.LongType)
          .add(OwnColumns.TIMESTAMP, DataTypes.TimestampType)
          .add(OwnColumns.SCHEMA_ID, DataTypes.IntegerType)
          .add(OwnColumns.INGESTED_AT, DataTypes.TimestampType)
          .add(OwnColumns.INGESTED_DAY, DataTypes.DateType);

  private BronzeRows() {}

  static Row of(KafkaRecord record, Instant ingestedAt) {
    OptionalInt schema = WriterSchemas.idOf(record.value());
    return RowFactory.create(
        record.key(),
        record.value(),
        record.headers().stream()
            .map(header -> RowFactory.create(header.key(), header.value()))
            .toList(),
        record.topic(),
        record.epoch(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        schema.isPresent() ? schema.getAsInt() : null,
        ingestedAt,
        LocalDate.ofInstant(ingestedAt, ZoneOffset.UTC));
  }

  static KafkaRecord record(Row row) {
    List<Row> headers = row.getList(2);
    return new KafkaRecord(
        row.getString(3),
        row.getInt(4),
        row.getInt(5),
        row.getLong(6),
        row.getInstant(7),
        row.getAs(0),
        row.getAs(1),
        headers.stream()
            .map(header -> new KafkaRecord.Header(header.getString(0), header.getAs(1)))
            .toList());
  }
}
