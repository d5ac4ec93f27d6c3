/** Looks through the folder, again and again, at a cost that does not grow with what is known. */
package dev.tidemark.ingest.files.folder;
