/** One row per key: the newest change by sequence, deleted rows kept as tombstones. */
package dev.tidemark.transform.silver;
