/** What connectors write, read as JSON: Avro by registry, or JSON with or without its schema. */
package dev.tidemark.ingest.wire;
