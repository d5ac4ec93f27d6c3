package dev.tidemark.transform.lane;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.bronze.KafkaRecord;
import dev.tidemark.transform.columns.ColumnsGrewException;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.decode.Decoded;
import dev.tidemark.transform.marks.Mark;
import dev.tidemark.transform.marks.MarkFinder;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.quality.Judgement;
import dev.tidemark.transform.quality.Quarantine;
import dev.tidemark.transform.quality.Quarantined;
import dev.tidemark.transform.quality.RuleResults;
import dev.tidemark.transform.quality.RuleTallies;
import dev.tidemark.transform.silver.Changes;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.silver.Prepared;
import dev.tidemark.transform.silver.SilverColumns;
import dev.tidemark.transform.table.Fence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Steps 3 and 4 of the commit protocol: marks from silver as it is, then quarantine, tallies and
 * silver. The same for a batch from Kafka and for one from bronze; repeating it ends in the same
 * rows. Silver comes last because its offsets say that the batch is done.
 */
final class SilverStep {
  private final String lane;
  private final MarkFinder finder;
  private final Marks marks;
  private final MarkGate gate;
  private final Quarantine quarantine;
  private final Batches batches;
  private final RuleResults results;
  private final Grower grower;
  private final Fence fence;
  private final Together together;

  SilverStep(Ledgers ledgers, MarkFinder finder, MarkGate gate, Fence fence, Together together) {
    this.lane = ledgers.lane();
    this.marks = ledgers.marks();
    this.quarantine = ledgers.quarantine();
    this.batches = ledgers.batches();
    this.results = ledgers.results();
    this.grower = ledgers.grower();
    this.finder = finder;
    this.gate = gate;
    this.fence = fence;
    this.together = together;
  }

  /** The tables that a lane's datasets share. */
  record Ledgers(
      String lane,
      Marks marks,
      Quarantine quarantine,
      Batches batches,
      RuleResults results,
      Grower grower) {}

  /** Gives silver's table the columns of a dataset that has grown. */
  @FunctionalInterface
  interface Grower {
    void bring(Dataset grown, Fence fence);
  }

  private record Ready(Part part, Prepared prepared) {}

  /**
   * @return the number of the newest mark when silver was committed: gold that answered it has seen
   *     these parts
   * @throws ColumnsGrewException if silver has grown columns for these parts, and nothing else was
   *     done
   */
  long apply(List<Part> parts, Precedence precedence) {
    grow(parts);
    MarkGate.Turn turn = gate.begin(lane);
    List<Ready> ready;
    Set<Mark> found;
    try {
      ready = together.map(parts, part -> new Ready(part, prepare(part, precedence)));
      found = find(ready);
    } catch (RuntimeException e) {
      gate.end(turn); // nothing is marked or written: the lane begins it anew
      throw e;
    }
    Optional<Long> mark = found.isEmpty() ? Optional.empty() : Optional.of(mark(turn, found));
    Coverage covered = covered(parts);
    List<Quarantined> bad = quarantined(parts);
    if (!bad.isEmpty()) {
      quarantine.append(bad, known(parts).with(covered), fence);
    }
    batches.append(ready.stream().map(this::tally).toList(), covered, fence);
    List<Part> ruled = parts.stream().filter(part -> !part.judgements().isEmpty()).toList();
    results.append(
        ruled.stream().map(this::ruleTally).toList(), known(ruled).with(covered(ruled)), fence);
    together.map(
        ready,
        r -> {
          r.part().dataset().silver().commit(r.prepared(), r.part().covered(), fence);
          return r;
        });
    gate.end(turn);
    return mark.orElseGet(gate::newest);
  }

  private long mark(MarkGate.Turn turn, Set<Mark> found) {
    return gate.mark(turn, () -> marks.append(found, fence.next(), Coverage.NONE, lane));
  }

  private Set<Mark> find(List<Ready> ready) {
    List<Changes> changes =
        ready.stream().map(r -> r.prepared().changes()).filter(c -> !c.isEmpty()).toList();
    return changes.isEmpty() ? Set.of() : finder.find(changes);
  }

  private void grow(List<Part> parts) {
    Set<String> grown = new TreeSet<>();
    for (Part part : parts) {
      Optional<Dataset> more = part.dataset().decoder().grown();
      if (more.isPresent()) {
        grower.bring(more.get(), fence);
        grown.add(part.dataset().name());
      }
    }
    if (!grown.isEmpty()) {
      throw new ColumnsGrewException(
          "the source has new or wider columns in %s; silver has them now, and the lane begins anew with them"
              .formatted(String.join(", ", grown)));
    }
  }

  private static Prepared prepare(Part part, Precedence precedence) {
    List<Change> changes = new ArrayList<>();
    for (Decoded decoded : part.decoded()) {
      if (decoded instanceof Decoded.Applied applied) {
        changes.addAll(applied.changes());
      }
    }
    return part.dataset().silver().prepare(changes, precedence);
  }

  private static List<Quarantined> quarantined(List<Part> parts) {
    List<Quarantined> bad = new ArrayList<>();
    for (Part part : parts) {
      for (Decoded decoded : part.decoded()) {
        if (decoded instanceof Decoded.Quarantined q) {
          bad.add(new Quarantined(part.dataset().name(), q.record(), q.code(), q.message()));
        }
      }
    }
    return bad;
  }

  private static Coverage covered(List<Part> parts) {
    Coverage covered = Coverage.NONE;
    for (Part part : parts) {
      covered = covered.with(part.covered());
    }
    return covered;
  }

  /** What silver has decided: with it, the ranges that quarantine remembers stay few. */
  private static Coverage known(List<Part> parts) {
    Coverage known = Coverage.NONE;
    for (Part part : parts) {
      known = known.with(part.dataset().silver().covered());
    }
    return known;
  }

  /** Of the records that were not tallied before: a batch done again counts once. */
  private Tallies tally(Ready ready) {
    Coverage tallied = batches.covered();
    Part part = ready.part();
    SilverColumns columns = new SilverColumns(part.dataset().conf());
    Set<Sequence> winners =
        ready.prepared().winners().stream().map(Change::sequence).collect(Collectors.toSet());
    Tallies tallies = new Tallies(part.dataset().name(), part.covered());
    for (Decoded decoded : part.decoded()) {
      KafkaRecord record = decoded.record();
      if (tallied.contains(record.topicPartition(), record.offset())) {
        continue;
      }
      Optional<Instant> interval = Optional.empty();
      Tallies.Fate fate = Tallies.Fate.FILTERED;
      if (decoded instanceof Decoded.Applied applied) {
        interval = columns.interval(applied.changes().get(0).row());
        fate = winners.contains(record.sequence()) ? Tallies.Fate.APPLIED : Tallies.Fate.SUPERSEDED;
      } else if (decoded instanceof Decoded.Quarantined) {
        fate = Tallies.Fate.QUARANTINED;
      }
      tallies.count(record.topicPartition(), interval, fate);
    }
    return tallies;
  }

  /** Of the rows that were not counted before. */
  private RuleTallies ruleTally(Part part) {
    Coverage counted = results.covered();
    SilverColumns columns = new SilverColumns(part.dataset().conf());
    RuleTallies tallies = new RuleTallies(part.dataset().conf(), part.covered());
    for (Judgement judgement : part.judgements()) {
      KafkaRecord record = judgement.record();
      if (!counted.contains(record.topicPartition(), record.offset())) {
        tallies.count(judgement, columns.interval(judgement.row()));
      }
    }
    return tallies;
  }
}
