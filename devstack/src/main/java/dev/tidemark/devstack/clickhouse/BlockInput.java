package dev.tidemark.devstack.clickhouse;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Factory;

/** Reads ClickHouse's compressed blocks: hash 16, method 1, length 4, plain length 4, data. */
final class BlockInput extends InputStream {
  private static final int HEADER = 25;
  private static final int HASHED_HEADER = 9;
  private static final int NONE = 0x02;
  private static final int LZ4 = 0x82;
  private static final int ZSTD = 0x90;

  private final InputStream in;
  private byte[] block = new byte[0];
  private int position;

  BlockInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? block[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.length - position);
    System.arraycopy(block, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (position == block.length) {
      byte[] header = in.readNBytes(HEADER);
      if (header.length == 0) {
        return false;
      }
      if (header.length < HEADER) {
        throw new EOFException("a compressed block ends inside its header");
      }
      block = unpacked(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN));
      position = 0;
    }
    return true;
  }

  private byte[] unpacked(ByteBuffer header) throws IOException {
    byte[] packed = in.readNBytes(header.getInt(17) - HASHED_HEADER);
    byte[] plain = new byte[header.getInt(21)];
    int method = header.get(16) & 0xff;
    switch (method) {
      case NONE -> System.arraycopy(packed, 0, plain, 0, plain.length);
      case LZ4 -> LZ4Factory.fastestInstance().fastDecompressor().decompress(packed, plain);
      case ZSTD -> Zstd.decompress(plain, packed);
      default -> throw new IOException("unknown compression method " + method);
    }
    return plain;
  }
}
