package dev.tidemark.contract.conf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * conf/sources/&lt;name&gt;.yaml: one external system.
 *
 * @param database that its tables lie in, where one connection sees one database only; empty for
 *     other kinds
 * @param tables {@code database.table}, or {@code schema.table} inside {@code database}, in the
 *     order of the file
 * @param format how its topics carry rows
 * @param partitions of each topic of its tables, when first made
 * @param settings passed on to the connector as they are; they win over ours
 */
public record Source(
    String name,
    Kind kind,
    String host,
    int port,
    Optional<String> database,
    Secret user,
    Secret password,
    List<String> tables,
    Format format,
    int partitions,
    Map<String, String> settings,
    Located at) {

  /** What kind of system it is. */
  public enum Kind {
    MARIADB,
    MYSQL,
    POSTGRES;

    /**
     * The kind of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Kind parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Avro by registry, or JSON with its schema. */
  public enum Format {
    AVRO,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
