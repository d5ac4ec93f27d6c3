/** Incarnations of topics: which epoch a record belongs to, how far a topic reaches. */
package dev.tidemark.transform.topics;
