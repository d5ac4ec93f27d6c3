package dev.tidemark.ingest.connector;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that hold secrets. Kafka hands a file on as it is, line break at its end included, which no
 * database takes for the same password.
 */
public final class SecretFiles {
  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^:}]+)}");

  private SecretFiles() {}

  public static List<Problem> problems(Source source) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (source instanceof DatabaseSource database) {
      texts.put("/user", database.user().reference());
      texts.put("/password", database.password().reference());
    }
    source.settings().forEach((key, value) -> texts.put("/settings/" + key, value));
    List<Problem> problems = new ArrayList<>();
    texts.forEach((pointer, text) -> problem(source, pointer, text).ifPresent(problems::add));
    return problems;
  }

  private static Optional<Problem> problem(Source source, String pointer, String text) {
    Matcher matcher = FILE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    Path file = Path.of(matcher.group(1));
    try {
      String content = Files.readString(file);
      return content.equals(content.stripTrailing())
          ? Optional.empty()
          : Optional.of(
              source
                  .at()
                  .problem(
                      pointer,
                      "file %s ends with a line break or a space, which the Connect workers would take for a part of the secret"
                          .formatted(file),
                      "write it without, as with printf %s \"$SECRET\" > FILE"));
    } catch (IOException e) {
      return Optional.empty(); // told where the secret is resolved
    }
  }
}
