package dev.tidemark.transform.bronze;

import static org.apache.spark.sql.functions.col;

import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.contract.sequence.OffsetRange;
import dev.tidemark.contract.sequence.TopicPartition;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Reads a bronze table by Spark. */
final class BronzeScan implements Bronze.Reading {
  private final SparkSession spark;
  private final String path;

  BronzeScan(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  @Override
  public List<KafkaRecord> read(TopicPartition partition, OffsetRange span) {
    return spark
        .read()
        .format("delta")
        .load(path)
        .where(
            col(OwnColumns.TOPIC)
                .equalTo(partition.topic())
                .and(col(OwnColumns.EPOCH).equalTo(partition.epoch()))
                .and(col(OwnColumns.PARTITION).equalTo(partition.partition()))
                .and(col(OwnColumns.OFFSET).geq(span.from()))
                .and(col(OwnColumns.OFFSET).lt(span.until())))
        .sort(col(OwnColumns.OFFSET))
        .collectAsList()
        .stream()
        .map(BronzeRows::record)
        .toList();
  }
}
