package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.contract.sequence.Sequence;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * One change of one key.
 *
 * @param key values of the dataset's keys, in conf order, none null; equal keys are equal rows with
 *     equal hash codes, bytes included
 * @param row the dataset's columns in conf order, dates and times as java.time values; of a delete
 *     the last known ones
 * @param sourceTs when the source committed it, by the source's clock
 */
public record Change(
    Row key, Row row, Op op, Sequence sequence, Optional<Instant> sourceTs, Snapshot snapshot) {
  public Change {
    requireNonNull(key, "key is null");
    requireNonNull(row, "row is null");
    requireNonNull(op, "op is null");
    requireNonNull(sequence, "sequence is null");
    requireNonNull(sourceTs, "sourceTs is null");
    requireNonNull(snapshot, "snapshot is null");
  }

  public boolean deleted() {
    return op == Op.DELETE;
  }
}
