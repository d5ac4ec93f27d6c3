package dev.tidemark.contract.name;

/** The topics of one source. */
public final class Topics {
  private Topics() {}

  /** {@code <source>.<db>.<table>}: the changes of one table. */
  public static String ofTable(String source, String table) {
    return source + "." + table;
  }

  /** The connector's clock, once a heartbeat. */
  public static String heartbeat(String source) {
    return "__debezium-heartbeat." + source;
  }

  /** DDL of the source, named as Debezium names it. */
  public static String schemaChanges(String source) {
    return source;
  }

  /** Debezium's own record of DDL; must be kept for ever. */
  public static String schemaHistory(String source) {
    return "_schema_history_" + source;
  }

  /** What becomes of each file; no table's topic has a hyphen. */
  public static String fileEvents(String source) {
    return source + ".file-events";
  }

  /** Records of files that are no rows. */
  public static String deadLetters(String source) {
    return source + ".dead-letters";
  }

  public static String signals(String source) {
    return source + ".signals";
  }

  public static String notifications(String source) {
    return source + ".notifications";
  }
}
