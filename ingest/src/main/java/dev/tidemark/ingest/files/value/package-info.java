/** What a file's texts mean in the types of the columns, exactly or not at all. */
package dev.tidemark.ingest.files.value;
