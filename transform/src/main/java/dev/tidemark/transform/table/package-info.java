/**
 * Our name for a Delta table: appended through Delta Kernel, fenced, with the offsets it covers.
 */
package dev.tidemark.transform.table;
