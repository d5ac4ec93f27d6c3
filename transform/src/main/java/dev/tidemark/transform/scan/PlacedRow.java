package dev.tidemark.transform.scan;

import dev.tidemark.transform.deletion.RowPosition;
import org.apache.spark.sql.Row;

/** A row and where it stands. */
public record PlacedRow(Row row, RowPosition at) {}
