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
    return of(dataset, records, new Slice(dataset, records).decoded(), covered);
  }

  /**
   * @param decoded what the records mean, before the rules
   */
  static Part of(
      LaneDataset dataset, List<KafkaRecord> records, List<Decoded> decoded, Coverage covered) {
    List<Judgement> judgements = new ArrayList<>();
    List<Decoded> judged =
        decoded.stream().map(each -> dataset.rules().judge(each, judgements::add)).toList();
    return new Part(dataset, records, judged, judgements, covered);
  }
}
