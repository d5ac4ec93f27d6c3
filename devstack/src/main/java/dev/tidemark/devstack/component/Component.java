package dev.tidemark.devstack.component;

import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.PortName;
import java.io.IOException;
import java.util.List;

/** One system of the devstack, in a process of its own. */
public interface Component {
  ComponentName name();

  /** Must work before this one is started. */
  List<ComponentName> needs();

  List<PortName> ports();

  /** Where others reach it, for people. */
  String address();

  /** Writes its configuration; keeps whatever data is there. */
  Launch prepare() throws IOException;

  /**
   * Asks the system a question that only a working one can answer.
   *
   * @throws Exception when it does not answer, in a few seconds at most
   */
  void check() throws Exception;
}
