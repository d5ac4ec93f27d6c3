/** What a dataset or model is made of, and what is made of it, as the stream publishes it. */
package dev.tidemark.api.lineage;
