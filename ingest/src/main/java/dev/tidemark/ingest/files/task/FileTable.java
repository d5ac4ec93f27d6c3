package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.emit.Rows;
import java.util.Locale;

/** A table, and what makes its rows. */
record FileTable(TableConfig config, TableConfig.PathPattern paths, Rows rows) {

  /** Whether a file says nothing before it is whole. */
  boolean wantsWhole(String path) {
    return config.format().isWhole() || path.toLowerCase(Locale.ROOT).endsWith(".gz");
  }
}
