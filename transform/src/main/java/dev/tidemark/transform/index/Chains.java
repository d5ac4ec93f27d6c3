package dev.tidemark.transform.index;

import java.util.Arrays;

/**
 * Numbers of keys by a hash of something else they have: those of one hash are a chain. Who walks
 * along one must look at each, since others may have the same hash. Not for several threads.
 */
final class Chains {
  static final int NONE = -1;

  private static final int UNLINKED = -2;
  private static final int FEWEST = 16;

  /** Number of the first of a chain + 1; 0: never used; the hash beside it stays when it ends. */
  private int[] slots = new int[FEWEST];

  private int[] slotHashes = new int[FEWEST];
  private int used;
  private int[] next = new int[0];
  private int[] previous = new int[0];
  private int[] hashes = new int[0];

  /** The first of the hash, or {@link #NONE}. */
  int first(int hash) {
    int slot = slot(hash);
    return slots[slot] > 0 ? slots[slot] - 1 : NONE;
  }

  int next(int number) {
    return next[number];
  }

  /** Puts the number into the chain of this hash, out of the one it is in. */
  void put(int number, int hash) {
    room(number);
    if (next[number] != UNLINKED) {
      if (hashes[number] == hash) {
        return;
      }
      remove(number);
    }
    if ((used + 1) * 5L > slots.length * 3L) {
      rehash();
    }
    int slot = slot(hash);
    if (slots[slot] == 0) {
      used++;
    }
    int head = slots[slot] > 0 ? slots[slot] - 1 : NONE;
    slots[slot] = number + 1;
    slotHashes[slot] = hash;
    hashes[number] = hash;
    next[number] = head;
    previous[number] = NONE;
    if (head != NONE) {
      previous[head] = number;
    }
  }

  void remove(int number) {
    if (number >= next.length || next[number] == UNLINKED) {
      return;
    }
    int after = next[number];
    int before = previous[number];
    if (after != NONE) {
      previous[after] = before;
    }
    if (before != NONE) {
      next[before] = after;
    } else {
      slots[slot(hashes[number])] = after == NONE ? -1 : after + 1;
    }
    next[number] = UNLINKED;
  }

  /** Where the hash is, or would be. */
  private int slot(int hash) {
    int mask = slots.length - 1;
    int mixed = hash * 0x9E3779B9;
    int slot = (mixed ^ (mixed >>> 16)) & mask;
    while (slots[slot] != 0 && slotHashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void room(int number) {
    if (number >= next.length) {
      int had = next.length;
      int more = Math.max(number + 1, had + Math.max(FEWEST, had / 2));
      next = Arrays.copyOf(next, more);
      previous = Arrays.copyOf(previous, more);
      hashes = Arrays.copyOf(hashes, more);
      Arrays.fill(next, had, more, UNLINKED);
    }
  }

  private void rehash() {
    int[] oldSlots = slots;
    int[] oldHashes = slotHashes;
    int chains = 0;
    for (int slot : oldSlots) {
      chains += slot > 0 ? 1 : 0;
    }
    int length = FEWEST;
    while (length * 3L < (chains + 1) * 10L) {
      length *= 2;
    }
    slots = new int[length];
    slotHashes = new int[length];
    used = chains;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] > 0) {
        int slot = slot(oldHashes[i]);
        slots[slot] = oldSlots[i];
        slotHashes[slot] = oldHashes[i];
      }
    }
  }

  long bytes() {
    return slots.length * 8L + next.length * 12L;
  }
}
