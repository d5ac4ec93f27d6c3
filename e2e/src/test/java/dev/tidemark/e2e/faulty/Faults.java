package dev.tidemark.e2e.faulty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * What the test wants to go wrong: the file {@code order} of a folder, read at every write. It
 * holds {@code id deed moment nth pattern}; the file {@code reached} tells the test that it came to
 * that.
 */
final class Faults {
  /** Of the configuration: the folder. */
  static final String FOLDER = "tidemark.faults";

  private static final long PAUSE_NANOS = 2_000_000;
  private static final int KILLED = 137;

  private static String counted = "";
  private static int count;

  private final Path folder;

  Faults(String folder) {
    this.folder = Path.of(folder);
  }

  private record Order(String id, String deed, String moment, int nth, Pattern pattern) {
    static Order parse(String text) {
      String[] words = text.strip().split(" ", 5);
      return new Order(
          words[0], words[1], words[2], Integer.parseInt(words[3]), Pattern.compile(words[4]));
    }
  }

  /** A file is about to get its final name. */
  void before(String path) throws IOException {
    at("BEFORE", path);
  }

  /** A file has got its final name. */
  void after(String path) throws IOException {
    at("AFTER", path);
  }

  /** Bytes are about to be written to a file. */
  void write(String path) throws IOException {
    at("WRITE", path);
  }

  private void at(String moment, String path) throws IOException {
    Optional<Order> order = order();
    if (order.isPresent()
        && order.get().moment().equals(moment)
        && order.get().pattern().matcher(path).find()
        && isDue(order.get())) {
      act(order.get(), path);
    }
  }

  /** From the n-th time on: an order to be killed is given once, a full disk stays full. */
  private static synchronized boolean isDue(Order order) {
    if (!counted.equals(order.id())) {
      counted = order.id();
      count = 0;
    }
    count++;
    return count >= order.nth();
  }

  private void act(Order order, String path) throws IOException {
    Files.writeString(folder.resolve("reached"), order.id() + " " + path);
    switch (order.deed()) {
      case "HALT" -> Runtime.getRuntime().halt(KILLED);
      case "HOLD" -> {
        while (order().filter(now -> now.id().equals(order.id())).isPresent()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
      case "FULL" -> throw new IOException("No space left on device");
      case "SLOW" -> LockSupport.parkNanos(1_000_000_000L);
      default -> throw new IllegalStateException("deed " + order.deed());
    }
  }

  private Optional<Order> order() {
    try {
      return Optional.of(Order.parse(Files.readString(folder.resolve("order"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is to go wrong in " + folder, e);
    }
  }
}
