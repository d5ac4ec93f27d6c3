/** How far the data reaches: Valid-Through of datasets and models, as the stream publishes it. */
package dev.tidemark.api.freshness;
