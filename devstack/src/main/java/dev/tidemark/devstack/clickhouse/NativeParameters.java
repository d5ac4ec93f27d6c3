package dev.tidemark.devstack.clickhouse;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Query parameters ({@code {name:Type}}) as four C arrays. */
final class NativeParameters implements AutoCloseable {
  private static final int WORD = 8;

  final Memory names;
  final Memory nameLengths;
  final Memory values;
  final Memory valueLengths;
  final int count;
  private final List<Memory> texts = new ArrayList<>();

  NativeParameters(Map<String, String> parameters) {
    count = parameters.size();
    names = new Memory((long) WORD * count);
    nameLengths = new Memory((long) WORD * count);
    values = new Memory((long) WORD * count);
    valueLengths = new Memory((long) WORD * count);
    long offset = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      put(names, nameLengths, offset, parameter.getKey());
      put(values, valueLengths, offset, parameter.getValue());
      offset += WORD;
    }
  }

  @Override
  public void close() {
    texts.forEach(Memory::close);
    names.close();
    nameLengths.close();
    values.close();
    valueLengths.close();
  }

  private void put(Memory pointers, Memory lengths, long offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory copy = new Memory(bytes.length + 1L);
    copy.write(0, bytes, 0, bytes.length);
    copy.setByte(bytes.length, (byte) 0);
    texts.add(copy);
    pointers.setPointer(offset, copy);
    lengths.setLong(offset, bytes.length);
  }
}
