package dev.tidemark.bench.writepath;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.zip.CRC32;

/** A row of the measured table. */
record Entry(
    long id, long holderId, String status, long amountCents, LocalDate bookedOn, long updatedAt) {
  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
  private static final int DAYS = 1_000;
  private static final long START_MICROS = 1_700_000_000_000_000L;
  private static final String[] STATUSES = {"new", "paid", "shipped", "closed"};

  /**
   * What the row of a key holds after so many changes.
   *
   * @param version counted from 1
   */
  static Entry of(long id, int version) {
    long ofKey = mixed(id);
    long ofVersion = mixed(ofKey + version);
    return new Entry(
        id,
        Long.remainderUnsigned(ofKey, 10_007),
        STATUSES[(int) (ofVersion & 3)],
        Long.remainderUnsigned(ofVersion >>> 2, 100_000),
        FIRST_DAY.plusDays(Long.remainderUnsigned(ofKey >>> 8, DAYS)),
        START_MICROS + id * 1_000 + version);
  }

  /** As Spark computes it: {@code crc32(concat_ws('|', …all columns))}. */
  long hash() {
    CRC32 hash = new CRC32();
    hash.update(
        (id + "|" + holderId + "|" + status + "|" + amountCents + "|" + bookedOn + "|" + updatedAt)
            .getBytes(StandardCharsets.UTF_8));
    return hash.getValue();
  }

  void appendJson(StringBuilder json) {
    json.append("{\"id\":").append(id);
    json.append(",\"holder_id\":").append(holderId);
    json.append(",\"status\":\"").append(status);
    json.append("\",\"amount_cents\":").append(amountCents);
    json.append(",\"booked_on\":\"").append(bookedOn);
    json.append("\",\"updated_at\":").append(updatedAt).append('}');
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
