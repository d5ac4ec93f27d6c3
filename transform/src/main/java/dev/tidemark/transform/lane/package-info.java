/** The commit protocol: one writing process per lane, every step in its order. */
package dev.tidemark.transform.lane;
