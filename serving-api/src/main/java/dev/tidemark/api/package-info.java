/**
 * Last step of the data's path: ClickHouse to HTTP. Reads only; knows nothing of Spark or Kafka.
 */
package dev.tidemark.api;
