/** What a source of any kind needs of Kafka and Connect. */
package dev.tidemark.ingest.source;
