/** What the API times, for Prometheus. docs/metrics.md says what each means. */
package dev.tidemark.api.metrics;
