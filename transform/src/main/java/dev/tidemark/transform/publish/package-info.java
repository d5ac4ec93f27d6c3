/** Last step of the lake: gold's changed rows go to ClickHouse, each interval whole. */
package dev.tidemark.transform.publish;
