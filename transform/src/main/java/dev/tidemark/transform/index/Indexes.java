package dev.tidemark.transform.index;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Indexes of the datasets that this process writes, for whoever looks rows up. */
public final class Indexes {
  private final Map<String, Supplier<Optional<RowIndex>>> byDataset = new ConcurrentHashMap<>();

  /**
   * @param index empty whenever the dataset has none; in the place of the one told before
   */
  public void put(String dataset, Supplier<Optional<RowIndex>> index) {
    byDataset.put(dataset, index);
  }

  /** As the dataset's silver is; empty if it has no index, or another process writes it. */
  public Optional<RowIndex> of(String dataset) {
    return byDataset.getOrDefault(dataset, Optional::empty).get();
  }
}
