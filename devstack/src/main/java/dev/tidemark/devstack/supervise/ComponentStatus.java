package dev.tidemark.devstack.supervise;

import dev.tidemark.devstack.settings.ComponentName;

/**
 * @param pid 0 when there is no process
 * @param residentKib 0 when there is no process
 */
public record ComponentStatus(
    ComponentName name, State state, String address, long pid, long residentKib) {

  /** UNWELL has a process that does not answer. */
  public enum State {
    UP,
    UNWELL,
    DOWN
  }

  public boolean isUp() {
    return state == State.UP;
  }
}
