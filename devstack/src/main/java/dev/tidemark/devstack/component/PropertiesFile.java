package dev.tidemark.devstack.component;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Map<String, String> settings) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "written anew at each start");
    }
  }
}
