package dev.tidemark.transform.silver;

import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.deletion.RowPosition;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What silver has of a key.
 *
 * @param sequence empty if somebody else has written the row without one: it is older than all
 * @param image the dataset's columns; those that marks do not need may be null
 */
record Standing(RowPosition position, Optional<Sequence> sequence, boolean deleted, Row image) {}
