/** What the stream tells of itself while it runs: which lane, dataset or model waits for what. */
package dev.tidemark.transform.status;
