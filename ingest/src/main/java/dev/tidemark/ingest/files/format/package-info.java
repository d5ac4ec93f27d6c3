/** From the bytes of a file to its records, each with its place, bad ones among them. */
package dev.tidemark.ingest.files.format;
