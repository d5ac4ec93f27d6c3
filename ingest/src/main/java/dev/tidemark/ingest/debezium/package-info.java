/** What a source in conf means for Debezium: its connector's settings and its topics. */
package dev.tidemark.ingest.debezium;
