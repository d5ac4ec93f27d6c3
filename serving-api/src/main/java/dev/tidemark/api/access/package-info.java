/** Who may ask: the keys of conf, and what is open to everybody. */
package dev.tidemark.api.access;
