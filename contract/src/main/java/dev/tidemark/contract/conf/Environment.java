package dev.tidemark.contract.conf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where references lead: {@code ${env:NAME}}, {@code ${env:NAME:default}} and {@code ${file:PATH}}
 * (the whole file, without the line break at its end).
 */
public final class Environment {
  static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^:}]+)(?::([^}]*))?\\}");

  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  public static Environment of(Map<String, String> variables) {
    return new Environment(variables);
  }

  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /**
   * The text with every reference replaced.
   *
   * @throws IllegalArgumentException naming the variable that is not set or the file that cannot be
   *     read; never a value
   */
  public String resolve(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String value =
          matcher.group(1).equals("env")
              ? variable(matcher.group(2), Optional.ofNullable(matcher.group(3)))
              : file(Path.of(matcher.group(2)));
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  private String variable(String name, Optional<String> fallback) {
    String value = variables.get(name);
    if (value != null) {
      return value;
    }
    return fallback.orElseThrow(
        () -> new IllegalArgumentException("environment variable %s is not set".formatted(name)));
  }

  private static String file(Path path) {
    try {
      return Files.readString(path).stripTrailing();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file %s cannot be read (%s)".formatted(path, e.getClass().getSimpleName()), e);
    }
  }
}
