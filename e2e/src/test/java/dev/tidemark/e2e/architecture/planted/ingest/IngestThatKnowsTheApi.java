package dev.tidemark.e2e.architecture.planted.ingest;

/** Known by a module that must not. */
public final class IngestThatKnowsTheApi {}
