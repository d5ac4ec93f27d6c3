package dev.tidemark.ingest.files.format;

/** Why a record cannot be read, while the next one can. */
final class BadRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRecordException(String reason) {
    super(reason, null, false, false); // made per bad record, never for its stack
  }
}
