package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.registry.WriterSchemas;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Debezium's records of one dataset, in Avro or JSON, to changes. Every value arrives exactly or
 * its record is quarantined. Safe for several threads.
 */
public final class RecordDecoder {
  private final StructType schema;

  private RecordDecoder(Dataset dataset, WriterSchemas schemas) {
    requireNonNull(schemas, "schemas is null");
    StructType columns = new StructType();
    for (Dataset.Column column : dataset.columns()) {
      columns = columns.add(column.name(), DataType.fromDDL(column.type()), true);
    }
    this.schema = columns;
  }

  /**
   * @throws IllegalArgumentException if the dataset's columns are not known, or a key is not among
   *     them
   */
  public static RecordDecoder of(Dataset dataset, WriterSchemas schemas) {
    return new RecordDecoder(dataset, schemas);
  }

  /** Of {@link Change#row()}: the dataset's columns in conf order. */
  public StructType schema() {
    return schema;
  }

  /** Never throws for what a record holds. */
  @SuppressWarnings("DoNotCallSuggester") // its body follows
  public Decoded decode(KafkaRecord record) {
    throw new UnsupportedOperationException("follows");
  }
}
