/** What asking a source's database is like, whatever its kind. */
package dev.tidemark.ingest.jdbc;
