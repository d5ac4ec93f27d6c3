package dev.tidemark.transform.decode;

import static java.util.Objects.requireNonNull;

import dev.tidemark.transform.bronze.KafkaRecord;
import java.util.List;

/** What one record turned out to be. */
public sealed interface Decoded {
  KafkaRecord record();

  /**
   * It changes rows.
   *
   * @param changes one; or two where an update gave a row another key: the delete of the old key,
   *     then the new row
   */
  record Applied(KafkaRecord record, List<Change> changes) implements Decoded {
    public Applied {
      requireNonNull(record, "record is null");
      changes = List.copyOf(changes);
    }
  }

  /** It says nothing that silver does not know, such as a tombstone after a delete. */
  record Filtered(KafkaRecord record, String reason) implements Decoded {}

  /**
   * It cannot be applied.
   *
   * @param code one of a fixed few words, for counting
   * @param message for a person: what, why; never the payload
   */
  record Quarantined(KafkaRecord record, String code, String message) implements Decoded {}
}
