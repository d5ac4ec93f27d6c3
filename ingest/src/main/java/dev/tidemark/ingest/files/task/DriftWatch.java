package dev.tidemark.ingest.files.task;

import dev.tidemark.ingest.files.conf.FileFormat;
import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.format.Piece;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notices, record by record, how a file differs from the columns; tells each change once. */
final class DriftWatch {
  private static final int MOST = 100;

  private final TableConfig table;
  private final boolean headed; // such readers tell what is extra and what is missing
  private final Set<String> told = new HashSet<>();
  private final BitSet seen = new BitSet();
  private boolean rows;

  DriftWatch(TableConfig table) {
    this.table = table;
    this.headed = table.format() == FileFormat.CSV && table.csv().header();
  }

  List<String> of(Piece.Row row) {
    rows = true;
    for (int i = 0; i < row.values().length; i++) {
      if (row.values()[i] != Piece.ABSENT) {
        seen.set(i);
      }
    }
    List<String> changes = new ArrayList<>();
    for (String name : row.extra().keySet()) {
      if (!headed && isNew("extra " + name)) {
        changes.add(
            "field '%s' is none of the columns: its values travel in the header tidemark.extra"
                .formatted(name));
      }
    }
    return changes;
  }

  /** A column whose type is another now shows by values that do not fit. */
  Optional<String> unfit(String column, String reason) {
    return isNew("unfit " + column)
        ? Optional.of("values do not fit, the first one in %s".formatted(reason))
        : Optional.empty();
  }

  /** Fields that no record of the whole file has. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (int i = 0; rows && !headed && i < table.columns().size(); i++) {
      String field = table.columns().get(i).field();
      if (!seen.get(i) && isNew("missing " + field)) {
        missing.add("field '%s' is missing in every record: its column is null".formatted(field));
      }
    }
    return missing;
  }

  private boolean isNew(String change) {
    return told.size() < MOST && told.add(change);
  }
}
