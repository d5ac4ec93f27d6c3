package dev.tidemark.devstack.shop;

import java.util.List;

/** One transaction. */
record Change(ChangeKind kind, List<RowChange> rows) {
  Change {
    rows = List.copyOf(rows);
  }
}
