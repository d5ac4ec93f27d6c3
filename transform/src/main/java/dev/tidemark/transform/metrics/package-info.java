/** What the stream counts and times, for Prometheus. docs/metrics.md says what each means. */
package dev.tidemark.transform.metrics;
