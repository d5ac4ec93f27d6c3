package dev.tidemark.contract.name;

/** The columns that Tidemark adds; all begin with an underscore, SQL in conf does not see them. */
public final class OwnColumns {
  public static final String INGESTED_DAY = "_ingested_day";
  public static final String INGESTED_AT = "_ingested_at";
  public static final String TOPIC = "_topic";
  public static final String TIMESTAMP = "_timestamp";
  public static final String SCHEMA_ID = "_schema_id";
  public static final String EPOCH = "_epoch";
  public static final String PARTITION = "_partition";
  public static final String OFFSET = "_offset";

  /** Start of the interval, an instant; null where the dataset has none or the column is null. */
  public static final String INTERVAL = "_interval";

  public static final String OP = "_op";
  public static final String DELETED = "_deleted";

  /** When the source committed the change, by the source's clock. */
  public static final String SOURCE_TS = "_source_ts";

  public static final String APPLIED_AT = "_applied_at";

  /** Grows with each change of a gold row: the number of the newest mark it answers. */
  public static final String VERSION = "_version";

  private OwnColumns() {}

  /** True for these and any other that may come: no column of a source begins so. */
  public static boolean isOwn(String column) {
    return column.startsWith("_");
  }
}
