package dev.tidemark.ingest.debezium;

import dev.tidemark.ingest.connector.ConnectorSettings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a source of Postgres uses at its server.
 *
 * <p>Both are named {@code tidemark_<source>}. A slot's name holds lower-case letters, digits and
 * underscores, 63 at most: from a source's name with others, or a longer one, comes its lower-case
 * beginning, with eight hexadecimal digits of its CRC-32 at the end. {@code settings: {slot.name:
 * …, publication.name: …}} wins; two Tidemarks that follow one server under the same source name
 * need it.
 */
public record Replication(String slot, String publication) {
  private static final int LONGEST = 63;
  private static final Pattern FIT = Pattern.compile("[a-z0-9_]*");

  /** As the connector with these settings has them. */
  public static Replication of(ConnectorSettings settings) {
    return of(settings.settings());
  }

  /** As the connector with these settings has them. */
  public static Replication of(Map<String, String> settings) {
    return new Replication(settings.get("slot.name"), settings.get("publication.name"));
  }

  static String defaultName(String source) {
    String name = "tidemark_" + source;
    if (name.length() <= LONGEST && FIT.matcher(name).matches()) {
      return name;
    }
    CRC32 crc = new CRC32();
    crc.update(source.getBytes(StandardCharsets.UTF_8));
    String legal = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String end = String.format(Locale.ROOT, "_%08x", crc.getValue());
    return legal.substring(0, Math.min(legal.length(), LONGEST - end.length())) + end;
  }
}
