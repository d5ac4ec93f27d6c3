/** How ingest speaks with the machinery: Kafka Connect's REST interface and Kafka's topics. */
package dev.tidemark.ingest.control;
