/** Records that cannot be applied, while real changes flow. */
package dev.tidemark.e2e.poison;
