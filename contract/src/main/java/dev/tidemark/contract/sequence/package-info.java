/** The order of changes: epoch, partition, offset; and what is covered of it. */
package dev.tidemark.contract.sequence;
