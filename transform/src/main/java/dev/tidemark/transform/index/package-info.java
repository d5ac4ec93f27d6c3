/**
 * What silver has of each key, in memory: where its row stands, how new it is, and the columns that
 * marks need. Derived from the table, never trusted over it.
 */
package dev.tidemark.transform.index;
