/**
 * Runs inside the products' own processes, never in the test's: a file system that does as told at
 * one exact write. Knows nothing but Hadoop; the test tells it through files.
 */
package dev.tidemark.e2e.faulty;
