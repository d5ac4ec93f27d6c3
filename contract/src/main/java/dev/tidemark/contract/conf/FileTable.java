package dev.tidemark.contract.conf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of one shape, whose records are the rows of a table.
 *
 * @param pattern glob below the folder
 * @param format such as {@code csv}
 * @param columns in the order of the file
 * @param key columns that name a row; empty: file and position do
 * @param eventTime column with the time of the event; empty: the file's own time
 * @param style how the files are written: delimiter, charset, date format and the like, each under
 *     its name in conf
 */
public record FileTable(
    String name,
    String pattern,
    String format,
    List<Column> columns,
    List<String> key,
    Optional<String> eventTime,
    Map<String, String> style) {
  /** A row without a key is named by these. */
  public static final String FILE_NAME = "file_name";

  /** Place of the record in its file. */
  public static final String FILE_POSITION = "file_position";

  public FileTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /**
   * One column.
   *
   * @param field its name in the file; empty: the same
   * @param format how a date, a time or a boolean is written; empty: as all of them
   */
  public record Column(String name, String type, Optional<String> field, Optional<String> format) {}
}
