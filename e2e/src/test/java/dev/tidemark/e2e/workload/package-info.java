/** A seeded workload on the sample conf: every store held to the source, in full. */
package dev.tidemark.e2e.workload;
