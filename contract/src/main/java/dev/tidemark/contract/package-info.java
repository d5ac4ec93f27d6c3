/** What two modules must agree on. No Spark, no Kafka. */
package dev.tidemark.contract;
