/** First tables of the lake: every record of every topic as it came, never parsed. */
package dev.tidemark.transform.bronze;
