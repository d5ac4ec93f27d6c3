package dev.tidemark.ingest.filesource;

import dev.tidemark.contract.conf.FileSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.ingest.files.conf.FilesConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;

/** What the connector holds against its settings, told at the line of conf that it comes from. */
final class FileSettingProblems {
  private static final Map<String, String> KEYS =
      Map.of(
          "folder", "/folder",
          "poll.interval-ms", "/poll",
          "settle.time-ms", "/settle",
          "rate.records-per-second", "/rate/records",
          "rate.bytes-per-second", "/rate/bytes",
          "record.max-bytes", "/largest-record");

  private FileSettingProblems() {}

  static List<Problem> of(FileSource source, Map<String, String> settings) {
    return FilesConfig.validate(settings, FilesConfig.DEF.validate(settings)).stream()
        .filter(value -> !withoutColumns(source, value.name()))
        .flatMap(
            value -> value.errorMessages().stream().map(error -> problem(source, value, error)))
        .toList();
  }

  /** That they are missing is told once, with what to do. */
  private static boolean withoutColumns(FileSource source, String setting) {
    return source.files().stream()
        .filter(table -> table.columns().isEmpty())
        .anyMatch(table -> setting.startsWith("table." + table.name() + "."));
  }

  private static Problem problem(FileSource source, ConfigValue value, String error) {
    String what =
        error
            .replaceFirst("(?s)^Invalid value .*?for (configuration )?\\S+: ", "")
            .replaceFirst(" \\(of table [^)]*\\)$", "")
            .replaceAll("\\s+", " ");
    return source
        .at()
        .problem(pointer(value.name()), "%s: %s".formatted(key(value.name()), what), "mend it");
  }

  /** {@code table.<name>.<setting>} as conf has it. */
  private static String pointer(String setting) {
    String[] parts = setting.split("\\.", 3);
    return parts.length == 3 && parts[0].equals("table")
        ? "/tables/%s/%s".formatted(parts[1], inConf(parts[2]))
        : KEYS.getOrDefault(setting, "/tables");
  }

  private static String key(String setting) {
    return pointer(setting).substring(1).replace('/', '.');
  }

  private static String inConf(String setting) {
    return setting.equals("pattern") ? "files" : setting.replace('.', '-');
  }
}
