package dev.tidemark.ingest.files.folder;

import dev.tidemark.ingest.files.state.FileStamp;

/**
 * Files with which nothing is to be done while they look as they do. A file costs two hashes of 64
 * bits in open addressing, 16 to 48 bytes, whatever its name: a million take at most 48 MB while
 * the table grows, 32 MB after. That two files of a million share a path's hash, so that one of
 * them could be overlooked, has a chance of one in tens of millions.
 */
public final class SettledFiles {
  private static final int LEAST = 1_024;

  private long[] paths = new long[LEAST];
  private long[] stamps = new long[LEAST];
  private int size;

  public void add(FoundFile file) {
    if (2 * (size + 1) > paths.length) {
      grow();
    }
    put(path(file), stamp(file.stamp()));
  }

  public boolean contains(FoundFile file) {
    int slot = slot(path(file));
    return paths[slot] != 0 && stamps[slot] == stamp(file.stamp());
  }

  public int size() {
    return size;
  }

  private void put(long path, long stamp) {
    int slot = slot(path);
    if (paths[slot] == 0) {
      size++;
    }
    paths[slot] = path;
    stamps[slot] = stamp;
  }

  private int slot(long path) {
    int mask = paths.length - 1;
    int slot = (int) path & mask;
    while (paths[slot] != 0 && paths[slot] != path) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldPaths = paths;
    long[] oldStamps = stamps;
    paths = new long[2 * oldPaths.length];
    stamps = new long[2 * oldPaths.length];
    size = 0;
    for (int i = 0; i < oldPaths.length; i++) {
      if (oldPaths[i] != 0) {
        put(oldPaths[i], oldStamps[i]);
      }
    }
  }

  private static long path(FoundFile file) {
    long hash = hash(file.path());
    return hash == 0 ? 1 : hash; // zero marks a free slot
  }

  private static long stamp(FileStamp stamp) {
    return mixed(
        hash(stamp.inode().orElse("")) + 31 * stamp.size() + 1_000_003 * stamp.modifiedMicros());
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash);
  }

  /** The finishing step of SplitMix64. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
