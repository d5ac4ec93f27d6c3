package dev.tidemark.ingest.filesource;

import dev.tidemark.contract.conf.ConfException;
import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.FileTable;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.files.conf.FilesConfig;
import dev.tidemark.ingest.files.conf.TableConfig;
import dev.tidemark.ingest.files.value.NumberStyle;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of files whose columns are not known, as far as conf says how its files are written.
 *
 * @param config with one column, of a field that no file has
 */
public record SampleTable(TableConfig config, NumberStyle numbers, ZoneId zone, int largestRecord) {
  private static final FileTable.Column NONE =
      new FileTable.Column("none", "string", Optional.of("\u0000"), Optional.empty());

  /**
   * @throws ConfException with every mistake in how the table is described
   */
  public static SampleTable of(FileSource source, FileTable table) {
    Map<String, String> style = new HashMap<>(table.style());
    FileTable plain =
        new FileTable(
            table.name(),
            table.pattern(),
            table.format(),
            List.of(NONE),
            List.of(),
            Optional.empty(),
            style);
    FileSource alone =
        new FileSource(
            source.name(),
            source.folder(),
            source.pace(),
            source.tasks(),
            List.of(plain),
            source.format(),
            source.partitions(),
            source.settings(),
            source.at());
    Map<String, String> settings = FileConnector.described(alone);
    List<Problem> problems = FileSettingProblems.of(alone, settings);
    if (!problems.isEmpty()) {
      throw new ConfException(problems);
    }
    FilesConfig read = FilesConfig.of(settings);
    NumberStyle numbers =
        new NumberStyle(
            style.getOrDefault("number-decimal", ".").charAt(0),
            style.getOrDefault("number-grouping", ""));
    return new SampleTable(
        read.tables().get(0),
        numbers,
        ZoneId.of(style.getOrDefault("zone", "UTC")),
        read.largestRecord());
  }
}
