package dev.tidemark.ingest.filesource;

import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.FileTable;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.columns.SourceColumn;
import dev.tidemark.ingest.columns.SourceSchema;
import dev.tidemark.ingest.columns.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of a folder: conf itself says what they are. */
public final class FileSchema {
  private FileSchema() {}

  public static SourceSchema of(FileSource source) {
    Map<String, SourceTable> tables = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (FileTable table : source.files()) {
      if (table.columns().isEmpty()) {
        problems.add(
            source
                .at()
                .problem(
                    "/tables/" + table.name(),
                    "the columns of table '%s' are not known".formatted(table.name()),
                    "let a sample tell them and write them here: ingest infer %s %s FILE"
                        .formatted(source.name(), table.name())));
      } else {
        tables.put(table.name(), table(table));
      }
    }
    return new SourceSchema(tables, problems, List.of());
  }

  private static SourceTable table(FileTable table) {
    List<SourceColumn> columns = new ArrayList<>();
    for (FileTable.Column column : table.columns()) {
      boolean nullable = !table.key().contains(column.name());
      columns.add(column(column.name(), column.type(), nullable));
    }
    if (!table.key().isEmpty()) {
      return new SourceTable(table.name(), columns, table.key());
    }
    columns.add(column(FileTable.FILE_NAME, "string", false));
    columns.add(column(FileTable.FILE_POSITION, "bigint", false));
    return new SourceTable(
        table.name(), columns, List.of(FileTable.FILE_NAME, FileTable.FILE_POSITION));
  }

  private static SourceColumn column(String name, String type, boolean nullable) {
    String full = type.toLowerCase(Locale.ROOT).replace(" ", "");
    return new SourceColumn(
        name,
        new SourceColumn.Type(full.replaceFirst("\\(.*", ""), full, 0, 0),
        nullable,
        Optional.empty());
  }
}
