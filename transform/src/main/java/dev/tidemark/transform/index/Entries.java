package dev.tidemark.transform.index;

import dev.tidemark.contract.sequence.Sequence;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * Keys and what is known of each, found by open addressing over primitive arrays; an entry's bytes
 * stand in an {@link Arena}. A key keeps its number until it is removed. Not for several threads.
 *
 * <pre>
 * 0 length of the key | 4 length of the image | 8 file | 12 row in it, sign bit: deleted
 * 16 epoch, -1: no sequence | 20 partition | 24 offset | 32 the key, up to a multiple of 8 | the image
 * </pre>
 */
final class Entries {
  static final int NONE = -1;

  private static final int KEY = 32;
  private static final int DELETED = 1 << 31;
  private static final int FEWEST = 16;

  private Arena arena = new Arena();
  private int[] slots = new int[FEWEST];
  private long[] addresses = new long[FEWEST];
  private int[] hashes = new int[FEWEST];
  private int[] free = new int[0];
  private int freed;
  private int numbers;
  private int size;
  private long garbage;

  /** How many keys there are. */
  int size() {
    return size;
  }

  /** Every number of a key is below this; some below may be of none. */
  int numbers() {
    return numbers;
  }

  boolean isUsed(int number) {
    return addresses[number] != NONE;
  }

  int find(byte[] key) {
    int hash = hash(key);
    for (int slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      int number = slots[slot] - 1;
      if (number < 0) {
        return NONE;
      }
      if (hashes[number] == hash && isKey(addresses[number], key)) {
        return number;
      }
    }
  }

  private boolean isKey(long address, byte[] key) {
    int length = arena.getInt(address);
    int from = Arena.offset(address) + KEY;
    return length == key.length
        && Arrays.equals(arena.chunk(address), from, from + length, key, 0, length);
  }

  /**
   * Adds the key, or puts this in the place of what it has.
   *
   * @param image its length is a multiple of 8
   */
  int put(byte[] key, Place place, Optional<Sequence> sequence, boolean deleted, byte[] image) {
    int number = find(key);
    if (number == NONE) {
      number = add(hash(key));
      addresses[number] = allocate(key, image.length);
    } else if (arena.getInt(addresses[number] + 4) != image.length) {
      drop(addresses[number]);
      addresses[number] = allocate(key, image.length);
    }
    long address = addresses[number];
    arena.putInt(address + 4, image.length);
    arena.putInt(address + 16, sequence.map(Sequence::epoch).orElse(NONE));
    arena.putInt(address + 20, sequence.map(Sequence::partition).orElse(0));
    arena.putLong(address + 24, sequence.map(Sequence::offset).orElse(0L));
    move(number, place, deleted);
    System.arraycopy(image, 0, arena.chunk(address), imageAt(address), image.length);
    if (garbage > arena.bytes() / 2 && garbage > 1 << 22) {
      tidy();
    }
    return number;
  }

  private long allocate(byte[] key, int image) {
    int length = KEY + Arena.roundedUp(key.length) + image;
    long address = arena.allocate(length);
    arena.putInt(address, key.length);
    System.arraycopy(key, 0, arena.chunk(address), Arena.offset(address) + KEY, key.length);
    return address;
  }

  private void drop(long address) {
    garbage += lengthOf(address);
  }

  private int lengthOf(long address) {
    return KEY + Arena.roundedUp(arena.getInt(address)) + arena.getInt(address + 4);
  }

  private int add(int hash) {
    if ((size + 1) * 5L > slots.length * 3L) {
      rehash(slots.length * 2);
    }
    int number = freed > 0 ? free[--freed] : numbers++;
    if (number >= addresses.length) {
      int more = Math.addExact(addresses.length, Math.max(FEWEST, addresses.length / 2));
      addresses = Arrays.copyOf(addresses, more);
      hashes = Arrays.copyOf(hashes, more);
    }
    hashes[number] = hash;
    link(number);
    size++;
    return number;
  }

  private void link(int number) {
    int slot = hashes[number] & (slots.length - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = number + 1;
  }

  private void rehash(int length) {
    slots = new int[length];
    for (int number = 0; number < numbers; number++) {
      if (addresses[number] != NONE) {
        link(number);
      }
    }
  }

  /** Forgets the key; later ones may get its number. */
  void remove(int number) {
    int mask = slots.length - 1;
    int slot = hashes[number] & mask;
    while (slots[slot] != number + 1) {
      slot = (slot + 1) & mask;
    }
    for (int next = (slot + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
      int home = hashes[slots[next] - 1] & mask;
      if (((next - home) & mask) >= ((next - slot) & mask)) {
        slots[slot] = slots[next];
        slot = next;
      }
    }
    slots[slot] = 0;
    drop(addresses[number]);
    addresses[number] = NONE;
    if (freed == free.length) {
      free = Arrays.copyOf(free, Math.max(FEWEST, freed * 2));
    }
    free[freed++] = number;
    size--;
  }

  /** Copies what is used to a new arena: images that changed their length have left holes. */
  private void tidy() {
    Arena to = new Arena();
    for (int number = 0; number < numbers; number++) {
      if (addresses[number] == NONE) {
        continue;
      }
      long from = addresses[number];
      int length = lengthOf(from);
      long address = to.allocate(length);
      System.arraycopy(
          arena.chunk(from), Arena.offset(from), to.chunk(address), Arena.offset(address), length);
      addresses[number] = address;
    }
    arena = to;
    garbage = 0;
  }

  void move(int number, Place place, boolean deleted) {
    long address = addresses[number];
    arena.putInt(address + 8, place.file());
    arena.putInt(address + 12, place.row() | (deleted ? DELETED : 0));
  }

  int file(int number) {
    return arena.getInt(addresses[number] + 8);
  }

  int row(int number) {
    return arena.getInt(addresses[number] + 12) & ~DELETED;
  }

  boolean isDeleted(int number) {
    return arena.getInt(addresses[number] + 12) < 0;
  }

  Optional<Sequence> sequence(int number) {
    long address = addresses[number];
    int epoch = arena.getInt(address + 16);
    return epoch == NONE
        ? Optional.empty()
        : Optional.of(new Sequence(epoch, arena.getInt(address + 20), arena.getLong(address + 24)));
  }

  /** The chunk in which the key's image stands. */
  byte[] imageChunk(int number) {
    return arena.chunk(addresses[number]);
  }

  int imageOffset(int number) {
    return imageAt(addresses[number]);
  }

  int imageLength(int number) {
    return arena.getInt(addresses[number] + 4);
  }

  /** In its chunk, which may be longer than others. */
  private int imageAt(long address) {
    return Arena.offset(address) + KEY + Arena.roundedUp(arena.getInt(address));
  }

  /** What all of it takes. */
  long bytes() {
    return arena.bytes()
        + slots.length * 4L
        + addresses.length * 8L
        + hashes.length * 4L
        + free.length * 4L;
  }

  /**
   * Keys that count up differ in a few bytes only: a plain sum gives thousands of them one hash.
   */
  static int hash(byte[] key) {
    return Murmur3_x86_32.hashUnsafeBytes2(key, Platform.BYTE_ARRAY_OFFSET, key.length, 0);
  }
}
