/** Conf's SQL as Spark understands it: relations, analysis, and how each model depends on rows. */
package dev.tidemark.transform.sql;
