package dev.tidemark.transform.table;

import dev.tidemark.contract.sequence.Coverage;
import io.delta.kernel.TableManager;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.exceptions.TableNotFoundException;
import org.apache.hadoop.conf.Configuration;

/** What a table of another process has taken in. */
public final class CoveredOffsets {
  private CoveredOffsets() {}

  /** Of the table's newest version; none if there is no table. */
  public static Coverage of(String path, Configuration hadoop) {
    try {
      return TableManager.loadSnapshot(path)
          .build(DefaultEngine.create(hadoop))
          .getDomainMetadata(LakeTable.OFFSETS)
          .map(text -> CoverageJson.read(path, text))
          .orElse(Coverage.NONE);
    } catch (TableNotFoundException e) {
      return Coverage.NONE;
    }
  }
}
