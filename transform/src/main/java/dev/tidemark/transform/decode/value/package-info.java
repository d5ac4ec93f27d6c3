/**
 * One value as a source wrote it becomes the same value in the type that conf says, or is refused.
 */
package dev.tidemark.transform.decode.value;
