/** What a person is told when a component does not answer or refuses. */
package dev.tidemark.ingest.failure;
