package dev.tidemark.transform.lane;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records a lane reads at once. Kafka's source counts records and not bytes: where very
 * large ones come together, a batch is more than the driver takes, and fewer are read from then on.
 */
final class BatchSize {
  /** Spark names the setting in its message, and has no code for it. */
  private static final String TOO_LARGE = "spark.driver.maxResultSize";

  private static final Logger LOG = LoggerFactory.getLogger(BatchSize.class);
  private static final int STEP = 8;

  private final String lane;
  private volatile long records;

  BatchSize(String lane, long records) {
    this.lane = lane;
    this.records = records;
  }

  long records() {
    return records;
  }

  /** Reads fewer from now on, if that is what the failure asks for. */
  void failed(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (records > 1 && at.getMessage() != null && at.getMessage().contains(TOO_LARGE)) {
        records = Math.max(1, records / STEP);
        LOG.atWarn()
            .addKeyValue("lane", lane)
            .addKeyValue("records", records)
            .log("a batch was too large for the driver's memory; fewer records are read at once");
        return;
      }
    }
  }
}
