package dev.tidemark.transform.lane;

import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Decoded;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Some of a batch's records of one dataset, which are decoded beside others. */
record Slice(LaneDataset dataset, List<KafkaRecord> records) {
  /** Enough work for a thread to be worth it. */
  private static final int MOST = 5_000;

  /** All of the records, in their order. */
  static Stream<Slice> of(LaneDataset dataset, List<KafkaRecord> records) {
    return IntStream.iterate(0, from -> from < records.size(), from -> from + MOST)
        .mapToObj(from -> records.subList(from, Math.min(from + MOST, records.size())))
        .map(some -> new Slice(dataset, some));
  }

  List<Decoded> decoded() {
    return records.stream().map(dataset.decoder()::decode).toList();
  }
}
