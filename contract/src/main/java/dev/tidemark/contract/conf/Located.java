package dev.tidemark.contract.conf;

import java.nio.file.Path;
import java.util.Map;

/**
 * A conf file and the line of each of its keys, so that whoever finds a mistake later can say
 * where.
 *
 * @param lines line by JSON pointer ({@code /inputs/orders/via}), counted from 1
 */
public record Located(Path file, Map<String, Integer> lines) {
  public Located {
    lines = Map.copyOf(lines);
  }

  /** A file that is one text, such as SQL. */
  public static Located text(Path file) {
    return new Located(file, Map.of());
  }

  /** Line of the pointer, or of the nearest parent that stands in the file. */
  public int line(String pointer) {
    String at = pointer;
    while (!at.isEmpty()) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return 1;
  }

  public Problem problem(String pointer, String what, String remedy) {
    return new Problem(file, line(pointer), what, remedy);
  }
}
