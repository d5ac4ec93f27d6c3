package dev.tidemark.transform.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes in chunks, given out one after the other and never moved. Addresses are multiples of 8. */
final class Arena {
  private static final int BITS = 20;
  private static final int CHUNK = 1 << BITS;

  /**
   * With its header it fits a region of G1, which would give it two: the heap grew by 1.7 of it.
   */
  private static final int USUAL = CHUNK - 64;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SMALLEST = 1 << 12;

  private byte[][] chunks = new byte[8][];
  private int count;

  /** Of the last chunk; its length if nothing may come after what is in it. */
  private int used;

  private long bytes;

  /** The address of so many bytes, all of them zero. */
  long allocate(int size) {
    int rounded = roundedUp(size);
    if (count == 0 || used + rounded > chunks[count - 1].length) {
      // chunks grow with what there is: most tables are small
      add(new byte[Math.max(rounded, (int) Math.min(USUAL, Math.max(SMALLEST, bytes)))]);
    }
    long address = ((long) (count - 1) << BITS) | used;
    used = rounded > CHUNK ? chunks[count - 1].length : used + rounded;
    return address;
  }

  private void add(byte[] chunk) {
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, count * 2);
    }
    chunks[count] = chunk;
    count++;
    used = 0;
    bytes += chunk.length;
  }

  static int roundedUp(int size) {
    return Math.addExact(size, 7) & ~7;
  }

  byte[] chunk(long address) {
    return chunks[(int) (address >>> BITS)];
  }

  static int offset(long address) {
    return (int) address & (CHUNK - 1);
  }

  int getInt(long address) {
    return (int) INTS.get(chunk(address), offset(address));
  }

  void putInt(long address, int value) {
    INTS.set(chunk(address), offset(address), value);
  }

  long getLong(long address) {
    return (long) LONGS.get(chunk(address), offset(address));
  }

  void putLong(long address, long value) {
    LONGS.set(chunk(address), offset(address), value);
  }

  /** What the chunks take. */
  long bytes() {
    return bytes;
  }
}
