package dev.tidemark.ingest.failure;

import dev.tidemark.contract.conf.DatabaseSource;
import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Secret;
import dev.tidemark.contract.conf.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Takes the secrets of a source out of texts that others wrote: errors, stack traces. */
public final class Redaction {
  private final List<String> values;

  private Redaction(List<String> values) {
    this.values = List.copyOf(values);
  }

  /** What cannot be resolved here cannot be told either, and is passed over. */
  public static Redaction of(Source source, Environment environment) {
    List<String> values = new ArrayList<>();
    Stream.concat(passwords(source), source.settings().values().stream().map(Secret::new))
        .filter(Secret::isReference)
        .forEach(
            secret -> {
              try {
                values.add(secret.reveal(environment));
              } catch (IllegalArgumentException e) {
                // not set here
              }
            });
    return new Redaction(values.stream().filter(value -> !value.isEmpty()).toList());
  }

  private static Stream<Secret> passwords(Source source) {
    return source instanceof DatabaseSource database
        ? Stream.of(database.password())
        : Stream.empty();
  }

  public String clean(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, "***");
    }
    return clean;
  }
}
