/** First step of the data's path: the commands that make topics and connectors match conf. */
package dev.tidemark.ingest;
