package dev.tidemark.devstack.clickhouse;

/** The names and types before the rows of RowBinaryWithNamesAndTypes. */
final class RowBinaryHeader {
  private final byte[] data;
  private int position;

  private RowBinaryHeader(byte[] data) {
    this.data = data;
  }

  static int length(byte[] data) {
    return new RowBinaryHeader(data).pass();
  }

  private int pass() {
    long columns = varint();
    for (long text = 0; text < 2 * columns; text++) {
      long length = varint(); // before the position it is added to
      position += (int) length;
    }
    return position;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = data[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
