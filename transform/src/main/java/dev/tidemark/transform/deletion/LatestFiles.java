package dev.tidemark.transform.deletion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Files that entries of the log added and none of them removed. */
public final class LatestFiles {
  /** Bytes of a vector's size before it, and of its checksum after it. */
  private static final int AROUND_A_VECTOR = 2 * Integer.BYTES;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String table;
  private final Map<String, Named> data = new HashMap<>();
  private final Map<String, Named> vectors = new HashMap<>();

  public LatestFiles(String table) {
    this.table = table;
  }

  /**
   * A file that the log names.
   *
   * @param bytes that it has at least
   * @param version of the table that added it
   */
  public record Named(Path file, long bytes, long version) {}

  /**
   * One line of an entry.
   *
   * @throws JsonProcessingException if it is not whole
   */
  public void line(long version, String line) throws JsonProcessingException {
    JsonNode action = JSON.readTree(line);
    JsonNode remove = action.path("remove");
    if (remove.isObject()) {
      data.remove(remove.path("path").asText());
      vectors.remove(remove.path("path").asText());
    }
    JsonNode add = action.path("add");
    if (add.isObject()) {
      add(version, add.path("path").asText(), add);
    }
  }

  private void add(long version, String name, JsonNode add) {
    Path path = new Path(URI.create(name));
    data.put(
        name,
        new Named(
            path.isAbsolute() ? path : new Path(table, path), add.path("size").asLong(), version));
    JsonNode vector = add.path("deletionVector");
    if (vector.isObject() && !"i".equals(vector.path("storageType").asText())) {
      DeletionVectorDescriptor descriptor =
          new DeletionVectorDescriptor(
              vector.path("storageType").asText(),
              vector.path("pathOrInlineDv").asText(),
              Optional.empty(),
              vector.path("sizeInBytes").asInt(),
              vector.path("cardinality").asLong());
      vectors.put(
          name,
          new Named(
              new Path(descriptor.getAbsolutePath(table)),
              vector.path("offset").asLong()
                  + vector.path("sizeInBytes").asLong()
                  + AROUND_A_VECTOR,
              version));
    }
  }

  public Collection<Named> data() {
    return data.values();
  }

  public Collection<Named> vectors() {
    return vectors.values();
  }
}
