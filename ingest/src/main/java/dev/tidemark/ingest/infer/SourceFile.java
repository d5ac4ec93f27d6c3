package dev.tidemark.ingest.infer;

import dev.tidemark.contract.conf.Located;
import java.util.ArrayList;
import java.util.List;

/** A file of conf/sources, into which the columns of a table are written. */
public final class SourceFile {
  private SourceFile() {}

  /**
   * The file's lines with those of the block below the table's format, as far in as that is.
   *
   * @param at where the keys of the file stand
   */
  public static List<String> with(
      List<String> lines, Located at, String table, List<String> block) {
    int format = at.line("/tables/" + table + "/format");
    String line = lines.get(format - 1);
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    List<String> result = new ArrayList<>(lines.subList(0, format));
    block.forEach(added -> result.add(indent + added));
    result.addAll(lines.subList(format, lines.size()));
    return result;
  }
}
