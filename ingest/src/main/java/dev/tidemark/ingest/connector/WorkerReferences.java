package dev.tidemark.ingest.connector;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conf's references in the words of Kafka's config providers, which the Connect worker resolves:
 * {@code ${env:NAME}} is the same in both ({@code EnvVarConfigProvider}), {@code ${file:PATH}}
 * becomes {@code ${dir:FOLDER:NAME}} ({@code DirectoryConfigProvider}).
 */
final class WorkerReferences {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^:}]+)(:[^}]*)?\\}");

  private WorkerReferences() {}

  /**
   * The text as the worker must have it; never a value.
   *
   * @throws IllegalArgumentException for a reference with a default, which Kafka does not know
   */
  static String translated(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      if (matcher.group(3) != null) {
        throw new IllegalArgumentException(
            "${%s:%s:…} has a default, which Kafka Connect does not know"
                .formatted(matcher.group(1), matcher.group(2)));
      }
      String reference =
          matcher.group(1).equals("env") ? matcher.group() : file(Path.of(matcher.group(2)));
      matcher.appendReplacement(result, Matcher.quoteReplacement(reference));
    }
    return matcher.appendTail(result).toString();
  }

  /** Absolute: the worker has another working folder. */
  private static String file(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return "${dir:%s:%s}".formatted(absolute.getParent(), absolute.getFileName());
  }
}
