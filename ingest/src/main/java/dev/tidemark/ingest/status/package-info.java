/** What Connect, Kafka and the registry say of the sources in conf. */
package dev.tidemark.ingest.status;
