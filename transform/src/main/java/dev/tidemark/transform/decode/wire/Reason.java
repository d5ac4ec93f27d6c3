package dev.tidemark.transform.decode.wire;

import java.util.Locale;

/** Why a record cannot be applied, in words that are counted. */
public enum Reason {
  /** Its first byte is neither that of Avro nor that of JSON. */
  BAD_MAGIC_BYTE,
  UNKNOWN_SCHEMA_ID,
  /** Its bytes do not hold what its schema, or JSON, says. */
  UNDECODABLE,
  NOT_AN_ENVELOPE,
  UNKNOWN_OPERATION,
  /** The table was emptied at the source by TRUNCATE. */
  TRUNCATE,
  /** Neither the row nor the record's key says which row it is. */
  NULL_KEY,
  /** The row lacks a column of its key. */
  MISSING_KEY,
  VALUE_DOES_NOT_FIT,
  /** The row has columns at the source that silver may not, or cannot, take. */
  SCHEMA_CHANGED;

  /** Such as {@code unknown-schema-id}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
