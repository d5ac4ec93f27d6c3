package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.quality.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch's part of one dataset: its records, what they mean under the dataset's rules, and the
 * offsets they cover.
 *
 * @param judgements one for each row that the rules looked at
 */
record Part(
    LaneDataset dataset,
    List<KafkaRecord> records,
    List<Decoded> decoded,
    List<Judgement> judgements,
    Coverage covered) {
  static Part of(LaneDataset dataset, List<KafkaRecord> records, Coverage covered) {
    List<Judgement> judgements = new ArrayList<>();
    List<Decoded> decoded =
        records.stream()
            .map(dataset.decoder()::decode)
            .map(each -> dataset.rules().judge(each, judgements::add))
            .toList();
    return new Part(dataset, records, decoded, judgements, covered);
  }
}
