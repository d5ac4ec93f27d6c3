package dev.tidemark.transform.decode.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A BIT(n) with n above 1, highest byte first in as many bytes as n bits need: as the database
 * itself gives it, where Debezium turns it round.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one conversion
record BitField(byte[] bytes) {

  /**
   * @param lowestFirst as Debezium has it
   * @param bits n; zero if not known
   */
  static BitField of(byte[] lowestFirst, int bits) {
    int size = bits == 0 ? lowestFirst.length : (bits + 7) / 8;
    byte[] turned = new byte[size];
    for (int i = 0; i < lowestFirst.length; i++) {
      if (i < size) {
        turned[size - 1 - i] = lowestFirst[i];
      } else if (lowestFirst[i] != 0) {
        throw new UnfitException("a bit field of more than %s bits".formatted(bits));
      }
    }
    return new BitField(turned);
  }

  /** Unsigned. */
  BigDecimal number() {
    return new BigDecimal(new BigInteger(1, bytes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitField field && Arrays.equals(bytes, field.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "BitField of %s bytes".formatted(bytes.length);
  }
}
