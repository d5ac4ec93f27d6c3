package dev.tidemark.transform.deletion;

import org.roaringbitmap.RoaringBitmap;

/**
 * A file of a table.
 *
 * @param name in the table's folder
 * @param bytes how long it is
 * @param rows with those that are gone
 * @param gone rows that are no longer, from 0; not to be changed
 */
public record FileRows(String name, long bytes, long rows, RoaringBitmap gone) {}
