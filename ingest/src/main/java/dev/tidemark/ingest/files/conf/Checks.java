package dev.tidemark.ingest.files.conf;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Rules for single settings. */
final class Checks {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int ASCII = 128;

  private Checks() {}

  /** A rule that throws {@link IllegalArgumentException} with what is wrong. */
  interface Rule {
    void check(String value);
  }

  static Validator of(String what, Rule rule) {
    return LambdaValidator.with(
        (name, value) -> {
          try {
            rule.check(value == null ? "" : value.toString());
          } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
          }
        },
        () -> what);
  }

  static void topic(String value) {
    if (!TOPIC.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "no name of a topic: use letters, digits, '.', '_' and '-', at most 249");
    }
  }

  static void topicOrNone(String value) {
    if (!value.isEmpty()) {
      topic(value);
    }
  }

  /** As Kafka writes a list. */
  static void tables(String list) {
    String names = list.replaceAll("^\\[|]$", "");
    if (names.isBlank()) {
      throw new IllegalArgumentException("empty: name a table");
    }
    for (String name : names.split(",")) {
      if (!TABLE.matcher(name.strip()).matches()) {
        throw new IllegalArgumentException(
            "no list of names of tables: '%s' has others than letters, digits, '_' and '-'"
                .formatted(name.strip()));
      }
    }
  }

  static void folder(String value) {
    if (value.isBlank() || !Path.of(value).isAbsolute()) {
      throw new IllegalArgumentException("no absolute path of a folder, as the workers see it");
    }
  }

  static void glob(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("empty: give a pattern below the folder, such as *.csv");
    }
    FileSystems.getDefault().getPathMatcher("glob:" + value); // throws if it is none
  }

  static void zone(String value) {
    try {
      ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "no time zone: use a name such as UTC or Europe/Berlin", e);
    }
  }

  /**
   * UTF-8, or one byte a character with ASCII in its place: only there a byte that looks like a
   * line's end is one.
   */
  static void charset(String value) {
    Charset charset;
    try {
      charset = Charset.forName(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no charset that this Java knows", e);
    }
    if (!charset.equals(StandardCharsets.UTF_8) && !hasAsciiInPlace(charset)) {
      throw new IllegalArgumentException(
          "a charset whose lines cannot be told by their bytes: convert the files to UTF-8; the charsets of one byte that contain ASCII, such as ISO-8859-1 and windows-1252, are read as they are");
    }
  }

  private static boolean hasAsciiInPlace(Charset charset) {
    if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1) {
      return false;
    }
    byte[] ascii = new byte[ASCII];
    for (int i = 0; i < ASCII; i++) {
      ascii[i] = (byte) i;
    }
    return new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
  }

  /** One ASCII character that ends no line. */
  static void character(String value) {
    if (value.length() != 1 || value.charAt(0) >= ASCII || "\r\n\0".contains(value)) {
      throw new IllegalArgumentException("not one ASCII character");
    }
  }

  static void characterOrNone(String value) {
    if (!value.isEmpty()) {
      character(value);
    }
  }

  static void decimal(String value) {
    if (!value.equals(".") && !value.equals(",")) {
      throw new IllegalArgumentException("neither '.' nor ','");
    }
  }
}
