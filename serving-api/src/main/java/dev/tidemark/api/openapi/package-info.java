/** The API described: what is fixed, and what conf adds. */
package dev.tidemark.api.openapi;
