/**
 * What two modules must agree on: names and layout, intervals, sequences, the conf model. No Spark,
 * no Kafka.
 */
package dev.tidemark.contract;
