package dev.tidemark.e2e.architecture.planted.two;

import dev.tidemark.e2e.architecture.planted.one.One;

/** The other half of it. */
public final class Two {
  public One one;
}
