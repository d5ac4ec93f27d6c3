package dev.tidemark.devstack.settings;

import dev.tidemark.devstack.host.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Shell lines {@code export NAME='value'}, readable by their owner only. */
public record EnvFile(Path path) {
  private static final String EXPORT = "export ";

  /** Nothing when there is no file; lines of other kinds are passed over. */
  public Map<String, String> read() throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    if (!Files.exists(path)) {
      return names;
    }
    for (String line : Files.readAllLines(path)) {
      int equals = line.indexOf('=');
      if (line.startsWith(EXPORT) && equals > 0) {
        names.put(line.substring(EXPORT.length(), equals), unquoted(line.substring(equals + 1)));
      }
    }
    return names;
  }

  public void write(Map<String, String> names) throws IOException {
    PrivateFile.write(
        path,
        names.entrySet().stream()
            .map(entry -> EXPORT + entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
            .collect(Collectors.joining()));
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("'")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replace("'\\''", "'");
  }
}
