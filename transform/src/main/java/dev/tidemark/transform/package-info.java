/** TOPIC to BRONZE to SILVER to GOLD to CLICKHOUSE: the words of the command line. */
package dev.tidemark.transform;
