/** A source connector for folders of files; what Kafka Connect itself sees of it. */
package dev.tidemark.ingest.files;
