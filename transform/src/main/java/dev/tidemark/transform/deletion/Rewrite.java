package dev.tidemark.transform.deletion;

import io.delta.kernel.data.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a commit does to files that lose rows.
 *
 * @param actions to be committed
 * @param files what they are after it, by name; empty for those that have no row left
 */
public record Rewrite(List<Row> actions, Map<String, Optional<LiveFile>> files) {
  public static final Rewrite NONE = new Rewrite(List.of(), Map.of());
}
