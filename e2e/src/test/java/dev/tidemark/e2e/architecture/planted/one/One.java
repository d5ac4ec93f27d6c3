package dev.tidemark.e2e.architecture.planted.one;

import dev.tidemark.e2e.architecture.planted.two.Two;

/** Half of a circle of packages. */
public final class One {
  public Two two;
}
