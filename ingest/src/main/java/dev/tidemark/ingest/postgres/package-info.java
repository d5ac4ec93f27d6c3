/**
 * What is asked of a Postgres server and done there: tables, grants, publication, slot. Rows come
 * from Debezium alone.
 */
package dev.tidemark.ingest.postgres;
