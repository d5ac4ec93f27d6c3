package dev.tidemark.transform.sql;

import java.util.List;

/** How a changed row of a dataset dirties intervals of a model. */
public sealed interface Way {

  /** Those that any of the paths leads to. */
  record Along(List<Path> paths) implements Way {
    public Along {
      paths = List.copyOf(paths);
    }
  }

  /** Every interval. */
  record Everything(Why why, String reason) implements Way {}

  /** Where a decision comes from. */
  enum Why {
    /** conf says so. */
    DECLARED,
    /** The SQL gives no better. */
    DERIVED
  }
}
