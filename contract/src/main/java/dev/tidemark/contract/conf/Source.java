package dev.tidemark.contract.conf;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** conf/sources/&lt;name&gt;.yaml: one external system. */
public sealed interface Source permits DatabaseSource, FileSource {
  String name();

  Kind kind();

  /** What datasets name in {@code table:}, in the order of the file. */
  List<String> tables();

  /** How its topics carry rows. */
  Format format();

  /** Of each topic of its tables, when first made. */
  int partitions();

  /** Passed on to the connector as they are; they win over ours. */
  Map<String, String> settings();

  Located at();

  /** What kind of system it is. */
  enum Kind {
    MARIADB,
    MYSQL,
    POSTGRES,
    FILES;

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
  enum Format {
    AVRO,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
