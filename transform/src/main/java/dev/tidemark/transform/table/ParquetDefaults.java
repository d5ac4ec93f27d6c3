package dev.tidemark.transform.table;

import java.io.IOException;
import java.net.URL;

/**
 * Lets Parquet's writers begin without Hadoop's own defaults. Kernel gives each writer a new {@code
 * Configuration}, which finds and parses {@code core-default.xml} anew: 14 % of all CPU of a stream
 * with 50 events a second. Parquet takes nothing from it; what a site says ({@code core-site.xml})
 * is read as ever.
 */
final class ParquetDefaults extends ClassLoader {
  private static final String OWN = "-default.xml";

  /** One for many writes: Hadoop remembers classes by loader. */
  private static volatile ParquetDefaults newest = new ParquetDefaults(null);

  private ParquetDefaults(ClassLoader parent) {
    super(parent);
  }

  /** What is to be done while the defaults are out of sight. */
  @FunctionalInterface
  interface Write<T> {
    T run() throws IOException;
  }

  /** Does it in this thread. */
  static <T> T without(Write<T> write) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(over(loader));
    try {
      return write.run();
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static ParquetDefaults over(ClassLoader parent) {
    ParquetDefaults known = newest;
    if (known.getParent() != parent) {
      known = new ParquetDefaults(parent);
      newest = known;
    }
    return known;
  }

  @Override
  public URL getResource(String name) {
    return name.endsWith(OWN) ? null : super.getResource(name);
  }
}
