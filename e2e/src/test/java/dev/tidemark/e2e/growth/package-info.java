/** Tables that change at the source, followed without a restart by hand. */
package dev.tidemark.e2e.growth;
