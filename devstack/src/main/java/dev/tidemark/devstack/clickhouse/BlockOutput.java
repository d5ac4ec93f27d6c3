package dev.tidemark.devstack.clickhouse;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/** Writes ClickHouse's compressed blocks by LZ4; see {@link BlockInput} for their form. */
final class BlockOutput extends OutputStream {
  private static final int HASH = 16;
  private static final int HEADER = 25;
  private static final int HASHED_HEADER = 9;
  private static final byte LZ4 = (byte) 0x82;

  private final OutputStream out;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final byte[] plain = new byte[1 << 16];
  private final byte[] packed = new byte[HEADER + compressor.maxCompressedLength(plain.length)];
  private int filled;

  BlockOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    if (filled == plain.length) {
      writeBlock();
    }
    plain[filled++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    while (from < offset + length) {
      if (filled == plain.length) {
        writeBlock();
      }
      int count = Math.min(offset + length - from, plain.length - filled);
      System.arraycopy(source, from, plain, filled, count);
      filled += count;
      from += count;
    }
  }

  @Override
  public void close() throws IOException {
    if (filled > 0) {
      writeBlock();
    }
    out.close();
  }

  @SuppressWarnings("deprecation") // the hash goes with the client's old API; nothing replaces it
  private void writeBlock() throws IOException {
    int length =
        compressor.compress(plain, 0, filled, packed, HEADER, packed.length - HEADER)
            + HASHED_HEADER;
    ByteBuffer header = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    header.put(HASH, LZ4);
    header.putInt(HASH + 1, length);
    header.putInt(HASH + 5, filled);
    long[] hash = ClickHouseCityHash.cityHash128(packed, HASH, length);
    header.putLong(0, hash[0]);
    header.putLong(8, hash[1]);
    out.write(packed, 0, HASH + length);
    filled = 0;
  }
}
