package dev.tidemark.devstack.clickhouse;

import com.sun.jna.Pointer;

/** Rows and bytes of one statement. */
record Tally(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  static Tally of(Pointer result) {
    return new Tally(
        ChdbLibrary.chdb_result_storage_rows_read(result),
        ChdbLibrary.chdb_result_storage_bytes_read(result),
        ChdbLibrary.chdb_result_rows_written(result),
        ChdbLibrary.chdb_result_bytes_written(result),
        ChdbLibrary.chdb_result_rows_read(result),
        ChdbLibrary.chdb_result_bytes_read(result));
  }

  Tally plus(Tally more) {
    return new Tally(
        readRows + more.readRows,
        readBytes + more.readBytes,
        writtenRows + more.writtenRows,
        writtenBytes + more.writtenBytes,
        resultRows + more.resultRows,
        resultBytes + more.resultBytes);
  }

  /** As in the header X-ClickHouse-Summary. */
  String summary(long elapsedNanos) {
    boolean wrote = writtenRows > 0;
    return ("{\"read_rows\":\"%s\",\"read_bytes\":\"%s\",\"written_rows\":\"%s\","
            + "\"written_bytes\":\"%s\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%s\","
            + "\"result_bytes\":\"%s\",\"elapsed_ns\":\"%s\"}")
        .formatted(
            readRows,
            readBytes,
            writtenRows,
            writtenBytes,
            wrote ? writtenRows : resultRows,
            wrote ? writtenBytes : resultBytes,
            elapsedNanos);
  }
}
