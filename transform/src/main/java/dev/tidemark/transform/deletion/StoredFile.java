package dev.tidemark.transform.deletion;

import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * A file of one version of a table, as a reader needs it.
 *
 * @param path whole, with the table's folder
 * @param bytes how long it is
 * @param gone rows that are no longer, from 0; not to be changed
 * @param statistics as the log has them: JSON
 */
public record StoredFile(
    String path, long bytes, RoaringBitmap gone, Optional<String> statistics) {}
