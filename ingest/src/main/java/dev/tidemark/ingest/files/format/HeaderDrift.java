package dev.tidemark.ingest.files.format;

import java.util.ArrayList;
import java.util.List;

/** How the fields that a header names differ from the columns' fields. */
final class HeaderDrift {
  private HeaderDrift() {}

  static List<Piece.Drifted> of(List<String> wanted, List<String> found) {
    List<Piece.Drifted> changes = new ArrayList<>();
    for (String name : found) {
      if (!wanted.contains(name)) {
        changes.add(
            new Piece.Drifted(
                "field '%s' is none of the columns: its values travel in the header tidemark.extra"
                    .formatted(name)));
      }
    }
    for (String name : wanted) {
      if (!found.contains(name)) {
        changes.add(new Piece.Drifted("field '%s' is missing: its column is null".formatted(name)));
      }
    }
    List<String> common = found.stream().filter(wanted::contains).toList();
    List<String> order = wanted.stream().filter(found::contains).toList();
    if (!common.equals(order)) {
      changes.add(
          new Piece.Drifted(
              "fields have moved: %s, not %s; they are found by their names"
                  .formatted(common, order)));
    }
    return changes;
  }
}
