package dev.tidemark.ingest.infer;

import dev.tidemark.contract.conf.Located;
import java.util.ArrayList;
import java.util.List;

/** A file of conf/sources, into which the columns of a table are written. */
public final class SourceFile {
  private SourceFile() {}

  /** False if the table is not written with a line for each key: there is no place for a block. */
  public static boolean hasPlace(List<String> lines, Located at, String table) {
    return lines.get(line(at, table) - 1).strip().startsWith("format:");
  }

  /**
   * The file's lines with those of the block below the table's format, as far in as that is.
   *
   * @param at where the keys of the file stand
   */
  public static List<String> with(
      List<String> lines, Located at, String table, List<String> block) {
    int format = line(at, table);
    String line = lines.get(format - 1);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    List<String> result = new ArrayList<>(lines.subList(0, format));
    block.forEach(added -> result.add(indent + added));
    result.addAll(lines.subList(format, lines.size()));
    return result;
  }

  private static int line(Located at, String table) {
    return at.line("/tables/" + table + "/format");
  }
}
