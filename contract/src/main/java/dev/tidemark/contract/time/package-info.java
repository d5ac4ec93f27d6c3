/** Intervals of event time. */
package dev.tidemark.contract.time;
