/**
 * From Kafka to bronze and silver: ours, Spark's MERGE and the limits of the machine, in one run.
 */
package dev.tidemark.bench.writepath;
