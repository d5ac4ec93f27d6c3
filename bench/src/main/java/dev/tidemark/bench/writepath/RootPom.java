package dev.tidemark.bench.writepath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repository's pom.xml, for the versions and options it states. */
record RootPom(String text) {
  static RootPom of(Path root) throws IOException {
    return new RootPom(Files.readString(root.resolve("pom.xml")));
  }

  /**
   * @throws IllegalArgumentException if there is no such property
   */
  String property(String name) {
    Matcher found =
        Pattern.compile("<%1$s>(.*)</%1$s>".formatted(Pattern.quote(name))).matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("pom.xml has no property '%s'".formatted(name));
    }
    return found.group(1);
  }
}
