package dev.tidemark.e2e.architecture.planted.contract;

import dev.tidemark.e2e.architecture.planted.ingest.IngestThatKnowsTheApi;

/** An edge that design part 8 does not have. */
public final class ContractThatKnowsAnEngine {
  public final IngestThatKnowsTheApi wrong = new IngestThatKnowsTheApi();
}
