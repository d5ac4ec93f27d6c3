/** A database that is not the sample, followed by files of conf alone. */
package dev.tidemark.e2e.tenant;
