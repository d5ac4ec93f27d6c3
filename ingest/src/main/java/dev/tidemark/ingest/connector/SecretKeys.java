package dev.tidemark.ingest.connector;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings of a connector hold secrets, by their names. */
public final class SecretKeys {
  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|credential|passphrase|private\\.key|jaas");
  private static final Pattern INSIDE = Pattern.compile("(?i)password\\s*=");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|dir|file):[^}]+\\}");

  private SecretKeys() {}

  static boolean holdsSecret(String key, String value) {
    return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find() || INSIDE.matcher(value).find();
  }

  /** True if a part of the value is looked up by the worker, as in a JAAS line. */
  static boolean refers(String value) {
    return REFERENCE.matcher(value).find();
  }

  /** The value as it may be shown: references are, secrets written out are not. */
  public static String shown(String key, String value) {
    boolean hidden = holdsSecret(key, value) || key.endsWith(".user");
    return hidden && !REFERENCE.matcher(value).matches() ? "***" : value;
  }
}
