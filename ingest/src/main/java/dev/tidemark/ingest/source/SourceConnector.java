package dev.tidemark.ingest.source;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.connector.ConnectorSettings;
import dev.tidemark.ingest.debezium.DatabaseConnector;
import dev.tidemark.ingest.filesource.FileConnector;

/** The connector of a source. */
public final class SourceConnector {
  private SourceConnector() {}

  public static ConnectorSettings settings(Source source, Platform platform) {
    return source instanceof FileSource files
        ? FileConnector.settings(files, platform)
        : DatabaseConnector.settings((DatabaseSource) source, platform);
  }
}
