package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.deletion.RowPosition;
import org.apache.spark.sql.Row;

/**
 * What silver has of a key.
 *
 * @param image the dataset's columns; those that marks do not need may be null
 */
record Standing(RowPosition position, Sequence sequence, boolean deleted, Row image) {}
