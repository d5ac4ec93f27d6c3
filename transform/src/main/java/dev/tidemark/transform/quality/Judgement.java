package dev.tidemark.transform.quality;

import dev.tidemark.contract.conf.Expectation;
import dev.tidemark.transform.bronze.KafkaRecord;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * How one row fared under its dataset's rules.
 *
 * @param record that brought it
 * @param row the dataset's columns in conf order
 * @param broken rules that it did not pass, in conf order
 */
public record Judgement(KafkaRecord record, Row row, List<Expectation> broken) {
  public Judgement {
    broken = List.copyOf(broken);
  }
}
