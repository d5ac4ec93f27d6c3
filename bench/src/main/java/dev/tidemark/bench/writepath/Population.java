package dev.tidemark.bench.writepath;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The source table: makes changes by a seed, and is their fold. What a row holds follows from its
 * key and the number of its changes, so that a number a key is all there is to keep.
 */
final class Population {
  private static final int INSERTED_PERCENT = 50;
  private static final int DELETED_PERCENT = 3;

  private final SplittableRandom chance;

  /** By key: the version that is there, or minus the last one where the row was deleted. */
  private int[] versions = new int[1_024];

  private int keys;
  private long changes;

  Population(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  /** A row with a key that never was. */
  Change insert() {
    if (keys == versions.length) {
      versions = Arrays.copyOf(versions, keys * 2);
    }
    return write(keys++);
  }

  /** Half inserts; of the rest, spread evenly over all keys, few are deletes. */
  Change next() {
    int percent = chance.nextInt(100);
    if (percent < INSERTED_PERCENT || keys == 0) {
      return insert();
    }
    int key = chance.nextInt(keys);
    return percent < INSERTED_PERCENT + DELETED_PERCENT && versions[key] > 0
        ? delete(key)
        : write(key);
  }

  /** Of the rows that are there now. */
  Totals totals() {
    Totals totals = Totals.NONE;
    for (int key = 0; key < keys; key++) {
      if (versions[key] > 0) {
        totals = totals.with(Entry.of(key, versions[key]));
      }
    }
    return totals;
  }

  /** How many there were up to now. */
  long changes() {
    return changes;
  }

  private Change write(int key) {
    Optional<Entry> before = standing(key);
    versions[key] = Math.abs(versions[key]) + 1;
    return new Change(changes++, before, standing(key));
  }

  private Change delete(int key) {
    Optional<Entry> before = standing(key);
    versions[key] = -versions[key];
    return new Change(changes++, before, Optional.empty());
  }

  private Optional<Entry> standing(int key) {
    return versions[key] > 0 ? Optional.of(Entry.of(key, versions[key])) : Optional.empty();
  }
}
