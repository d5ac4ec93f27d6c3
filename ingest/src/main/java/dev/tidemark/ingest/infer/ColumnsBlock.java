package dev.tidemark.ingest.infer;

import dev.tidemark.contract.name.Identifiers;
import dev.tidemark.ingest.files.value.NumberStyle;
import dev.tidemark.ingest.infer.ColumnGuess.Guess;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code columns:} of a table of files, in YAML, with what a person has to know beside it. */
public final class ColumnsBlock {
  private static final int MOST_TOLD = 3;

  private ColumnsBlock() {}

  /** Lines without indentation; none if the sample has no field. */
  public static List<String> of(Sample sample, NumberStyle numbers, ZoneId zone) {
    Map<String, ColumnGuess> guesses = new LinkedHashMap<>();
    for (Map<String, Object> record : sample.records()) {
      record
          .keySet()
          .forEach(field -> guesses.computeIfAbsent(field, f -> new ColumnGuess(numbers, zone)));
    }
    for (Map<String, Object> record : sample.records()) {
      guesses.forEach((field, guess) -> guess.see(record.get(field)));
    }
    List<String> lines = new ArrayList<>();
    if (guesses.isEmpty()) {
      return lines;
    }
    lines.add("columns: # of %s records".formatted(sample.records().size()));
    Set<String> names = new HashSet<>();
    List<String> keys = new ArrayList<>();
    guesses.forEach(
        (field, guess) -> {
          String name = name(field, names);
          Guess found = guess.guess();
          lines.add(line(name, field, found));
          if (found.unique()) {
            keys.add(name);
          }
        });
    sample.bad().stream().limit(MOST_TOLD).forEach(bad -> lines.add("# not read: " + bad));
    if (sample.bad().size() > MOST_TOLD) {
      lines.add("# not read: %s more".formatted(sample.bad().size() - MOST_TOLD));
    }
    if (!keys.isEmpty()) {
      lines.add(
          "# without key: rows are named by file and position; a value of its own has each: %s"
              .formatted(String.join(", ", keys)));
    }
    return lines;
  }

  private static String name(String field, Set<String> taken) {
    String plain = field.replaceAll("[^A-Za-z0-9_]+", " ").strip();
    String name;
    try {
      name = Identifiers.of(plain);
    } catch (IllegalArgumentException e) {
      name = "column";
    }
    String free = name;
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static String line(String name, String field, Guess guess) {
    StringBuilder line = new StringBuilder("  ").append(name).append(": ");
    boolean same = name.equals(field);
    if (same && guess.format().isEmpty()) {
      line.append(quoted(guess.type()));
    } else {
      line.append("{type: ").append(quoted(guess.type()));
      if (!same) {
        line.append(", field: ").append(quoted(field));
      }
      guess.format().ifPresent(format -> line.append(", format: ").append(quoted(format)));
      line.append('}');
    }
    guess
        .other()
        .ifPresent(other -> line.append(" # or %s: the sample fits both".formatted(other)));
    return line.toString();
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_ ]*")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
