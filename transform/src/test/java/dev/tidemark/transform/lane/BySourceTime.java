package dev.tidemark.transform.lane;

import dev.tidemark.contract.sequence.Coverage;
import dev.tidemark.contract.sequence.Sequence;
import dev.tidemark.transform.decode.Change;
import dev.tidemark.transform.index.RowIndex;
import dev.tidemark.transform.silver.Precedence;
import dev.tidemark.transform.silver.Prepared;
import dev.tidemark.transform.silver.Upsert;
import dev.tidemark.transform.table.Fence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A planted mistake: among changes of a batch, the newest by the source's clock wins. */
record BySourceTime(Upsert upsert) implements Upsert {
  @Override
  public Coverage covered() {
    return upsert.covered();
  }

  @Override
  public void warm() {
    upsert.warm();
  }

  @Override
  public Optional<RowIndex> index() {
    return upsert.index();
  }

  @Override
  public void close() {
    upsert.close();
  }

  @Override
  public void retire(String application) {
    upsert.retire(application);
  }

  @Override
  public void fence(Fence fence) {
    upsert.fence(fence);
  }

  /** Gives the sequences of the batch to its changes in the order of their times. */
  @Override
  public Prepared prepare(List<Change> changes, Precedence precedence) {
    List<Sequence> sequences = changes.stream().map(Change::sequence).sorted().toList();
    List<Change> byTime =
        changes.stream()
            .sorted(Comparator.comparing(change -> change.sourceTs().orElse(Instant.EPOCH)))
            .toList();
    List<Change> planted = new java.util.ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      Change change = byTime.get(i);
      planted.add(
          new Change(
              change.key(),
              change.row(),
              change.op(),
              sequences.get(i),
              change.sourceTs(),
              change.snapshot()));
    }
    return upsert.prepare(planted, precedence);
  }

  @Override
  public void commit(Prepared prepared, Coverage covered, Fence fence) {
    upsert.commit(prepared, covered, fence);
  }
}
