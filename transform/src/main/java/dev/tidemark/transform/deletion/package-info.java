/**
 * Deletion vectors: which rows of a file are no longer. The one place that knows the classes of
 * Delta Kernel for which there is no public API.
 */
package dev.tidemark.transform.deletion;
