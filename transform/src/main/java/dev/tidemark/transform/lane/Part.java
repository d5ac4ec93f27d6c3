package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Decoded;
import java.util.List;

/** A batch's part of one dataset: its records, what they mean, and the offsets they cover. */
record Part(
    LaneDataset dataset, List<KafkaRecord> records, List<Decoded> decoded, Coverage covered) {
  static Part of(LaneDataset dataset, List<KafkaRecord> records, Coverage covered) {
    List<Decoded> decoded = records.stream().map(dataset.decoder()::decode).toList();
    return new Part(dataset, records, decoded, covered);
  }
}
