/** The records of Connect: rows in Debezium's envelope, events of files, dead letters. */
package dev.tidemark.ingest.files.emit;
