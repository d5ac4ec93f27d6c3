package dev.tidemark.transform.scan;

import dev.tidemark.transform.deletion.FollowedFiles;
import dev.tidemark.transform.table.LakeException;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.KernelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Reads a table in this process; between two looks it remembers the files. Safe for threads. */
public final class TableScan {
  private final String table;
  private final Engine engine;
  private final DecodedFiles decoded;
  private final FollowedFiles files;

  public TableScan(String table, Configuration hadoop, DecodedFiles decoded) {
    this.table = table;
    this.engine = DefaultEngine.create(hadoop);
    this.decoded = decoded;
    this.files = new FollowedFiles(table, hadoop, engine);
  }

  /**
   * The newest version; empty if there is no table.
   *
   * @throws LakeException if the log cannot be read
   */
  public synchronized Optional<TableVersion> newest() {
    try {
      return files.newest().map(version -> TableVersion.of(version, engine, decoded));
    } catch (IOException | UncheckedIOException | KernelEngineException | KernelException e) {
      throw new LakeException(
          "Table %s: its log cannot be read: %s".formatted(table, e.getMessage()), e);
    }
  }
}
