/** Folders of files in conf, as the file connector is told of them. */
package dev.tidemark.ingest.filesource;
