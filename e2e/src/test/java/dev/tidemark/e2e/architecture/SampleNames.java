package dev.tidemark.e2e.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds names of the sample's tables in product code: a data set that needs Java is a defect. */
final class SampleNames {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  private SampleNames() {}

  /** The names under conf/: datasets, views and models of the sample. */
  static Set<String> ofSample(Path conf) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("datasets", "views", "gold")) {
      try (Stream<Path> files = Files.list(conf.resolve(folder))) {
        files
            .map(file -> file.getFileName().toString().replaceAll("\\..*", ""))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** {@code file: name} for each name that stands as a word, or inside a word, in code. */
  static List<String> in(Path sources, Set<String> names) throws IOException {
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(sources)) {
      return found;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        for (String name : names) {
          Matcher word =
              Pattern.compile("(?<![A-Za-z])" + name + "(?![A-Za-z])", Pattern.CASE_INSENSITIVE)
                  .matcher(code);
          if (word.find()) {
            found.add(file.getFileName() + ": " + name);
          }
        }
      }
    }
    return found;
  }
}
