/** What a user reads who made a mistake. */
package dev.tidemark.e2e.cli;
