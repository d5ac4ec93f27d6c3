package dev.tidemark.devstack.supervise;

/** Told in plain words what happens; may be called from several threads. */
@FunctionalInterface
public interface Progress {
  void say(String line);
}
