package dev.tidemark.ingest;

/** How a command answers. */
enum Output {
  text,
  json
}
