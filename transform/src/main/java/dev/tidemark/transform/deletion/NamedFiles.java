package dev.tidemark.transform.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Data files and deletion vectors that versions of a table name, by their path. */
public final class NamedFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String table;
  private final Set<String> paths = new HashSet<>();

  public NamedFiles(String table) {
    this.table = table;
  }

  /** Those of one version. */
  public void add(Snapshot version, Engine engine) throws IOException {
    ScanImpl scan = (ScanImpl) version.getScanBuilder().build();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine, false)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            AddFile add =
                new AddFile(rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
            add(add.getPath());
            add.getDeletionVector().ifPresent(this::add);
          }
        }
      }
    }
  }

  /** Those that one line of a log's entry adds. */
  public void addLine(String line) throws IOException {
    JsonNode add = JSON.readTree(line).path("add");
    if (add.isMissingNode()) {
      return;
    }
    add(add.path("path").asText());
    JsonNode vector = add.path("deletionVector");
    if (vector.isObject()) {
      add(
          new DeletionVectorDescriptor(
              vector.path("storageType").asText(),
              vector.path("pathOrInlineDv").asText(),
              Optional.empty(),
              vector.path("sizeInBytes").asInt(),
              vector.path("cardinality").asLong()));
    }
  }

  private void add(DeletionVectorDescriptor vector) {
    if (!vector.isInline()) {
      paths.add(plain(new Path(vector.getAbsolutePath(table))));
    }
  }

  private void add(String encoded) {
    Path path = new Path(URI.create(encoded));
    paths.add(plain(path.isAbsolute() ? path : new Path(table, path)));
  }

  public boolean contain(Path file) {
    return paths.contains(plain(file));
  }

  /** Without a scheme, which some tell and others do not. */
  private static String plain(Path path) {
    return path.toUri().getPath();
  }
}
