package dev.tidemark.transform.decode.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary form out of a byte array. Unlike Avro's own decoder it believes no length that goes
 * beyond the array, so broken bytes cannot make it allocate gigabytes.
 */
final class BytesDecoder extends Decoder {
  private final byte[] bytes;
  private int position;

  BytesDecoder(byte[] bytes, int from) {
    this.bytes = bytes;
    this.position = from;
  }

  int left() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return bytes[take(1)] == 1;
  }

  @Override
  public int readInt() throws IOException {
    long number = readLong();
    if (number != (int) number) {
      throw new AvroRuntimeException("an int beyond 32 bits");
    }
    return (int) number;
  }

  /** Zigzag, seven bits a byte, lowest first. */
  @Override
  public long readLong() throws IOException {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[take(1)];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number >>> 1 ^ -(number & 1);
      }
    }
    throw new AvroRuntimeException("a number of more than 64 bits");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) lowestFirst(take(4), 4));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(lowestFirst(take(8), 8));
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(copy(length()));
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(copy(length()));
  }

  @Override
  public void skipBytes() throws IOException {
    take(length());
  }

  @Override
  public void readFixed(byte[] into, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), into, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return items();
  }

  @Override
  public long arrayNext() throws IOException {
    return items();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return items();
  }

  @Override
  public long mapNext() throws IOException {
    return items();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** A negative number of items is followed by their bytes. */
  private long items() throws IOException {
    long items = readLong();
    if (items < 0) {
      readLong();
      items = -items;
    }
    if (items < 0 || items > left()) {
      throw new EOFException();
    }
    return items;
  }

  private long skipBlocks() throws IOException {
    long items = readLong();
    while (items < 0) {
      take(length());
      items = readLong();
    }
    return items;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > left()) {
      throw new EOFException();
    }
    return (int) length;
  }

  private byte[] copy(int length) throws IOException {
    byte[] part = new byte[length];
    System.arraycopy(bytes, take(length), part, 0, length);
    return part;
  }

  private long lowestFirst(int from, int length) {
    long number = 0;
    for (int i = length - 1; i >= 0; i--) {
      number = number << 8 | (bytes[from + i] & 0xff);
    }
    return number;
  }

  /** Where the next so many bytes begin, which are then behind us. */
  private int take(int length) throws EOFException {
    if (length < 0 || length > left()) {
      throw new EOFException();
    }
    int start = position;
    position += length;
    return start;
  }
}
