/** From the commit in the database to the answer of the API. */
package dev.tidemark.bench.freshness;
