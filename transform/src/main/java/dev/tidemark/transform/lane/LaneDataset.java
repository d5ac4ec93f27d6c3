package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.transform.bronze.Bronze;
import dev.tidemark.transform.decode.RecordDecoder;
import dev.tidemark.transform.quality.Rules;
import dev.tidemark.transform.silver.Upsert;

/** One dataset's rooms, and the offsets read without a record in them since the last commit. */
final class LaneDataset {
  private final Dataset conf;
  private final Bronze bronze;
  private final RecordDecoder decoder;
  private final Rules rules;
  private final Upsert silver;
  private Coverage unwritten = Coverage.NONE;
  private Coverage fallen = Coverage.NONE;
  private volatile Coverage holes;

  LaneDataset(Dataset conf, Bronze bronze, RecordDecoder decoder, Rules rules, Upsert silver) {
    this.conf = conf;
    this.bronze = bronze;
    this.decoder = decoder;
    this.rules = rules;
    this.silver = silver;
    this.holes = bronze.covered().holes();
  }

  String name() {
    return conf.name();
  }

  Dataset conf() {
    return conf;
  }

  Bronze bronze() {
    return bronze;
  }

  RecordDecoder decoder() {
    return decoder;
  }

  Rules rules() {
    return rules;
  }

  Upsert silver() {
    return silver;
  }

  /**
   * Kafka dropped these offsets before they were read; bronze cannot tell until its next commit.
   */
  void fell(Coverage offsets) {
    fallen = fallen.with(offsets);
    holes = holes.with(offsets);
  }

  /** Offsets that no batch covered, as of bronze's last commit. */
  Coverage holes() {
    return holes;
  }

  /** Offsets in which there was no record wait for the next commit: they are worth none alone. */
  void read(Coverage read) {
    unwritten = unwritten.with(read);
  }

  Coverage unwritten() {
    return unwritten;
  }

  /** Bronze has them. */
  void written() {
    unwritten = Coverage.NONE;
    holes = bronze.covered().holes().with(fallen);
  }
}
