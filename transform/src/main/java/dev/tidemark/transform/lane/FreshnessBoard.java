package dev.tidemark.transform.lane;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How fresh silver is, dataset by dataset, and from which mark on gold may say the same. */
final class FreshnessBoard {
  private static final int KEPT = 64;

  private final Map<String, Deque<Entry>> entries = new HashMap<>();

  /**
   * @param validThrough empty while a snapshot is open or nothing is known
   * @param lastEventAt source time of the newest change
   */
  record Freshness(Optional<Instant> validThrough, Optional<Instant> lastEventAt) {}

  private record Entry(long mark, Freshness freshness) {}

  /**
   * Notes how fresh a dataset's silver is.
   *
   * @param mark all changes up to then are marked at or below it
   */
  synchronized void put(String dataset, long mark, Freshness freshness) {
    Deque<Entry> queue = entries.computeIfAbsent(dataset, name -> new ArrayDeque<>());
    Entry last = queue.peekLast();
    if (last != null && last.mark() == mark) {
      queue.removeLast();
    }
    queue.addLast(new Entry(mark, freshness));
    if (queue.size() > KEPT) {
      queue.removeFirst();
    }
  }

  /** How fresh the dataset's silver is, whatever gold has answered. */
  synchronized Optional<Instant> validThrough(String dataset) {
    return Optional.ofNullable(entries.get(dataset))
        .map(Deque::peekLast)
        .flatMap(entry -> entry.freshness().validThrough());
  }

  /** The newest of each dataset whose marks are all at or below {@code mark}. */
  synchronized Map<String, Freshness> answered(long mark) {
    Map<String, Freshness> answered = new TreeMap<>();
    entries.forEach(
        (dataset, queue) -> {
          Iterator<Entry> newestFirst = queue.descendingIterator();
          while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.mark() <= mark) {
              answered.put(dataset, entry.freshness());
              return;
            }
          }
        });
    return answered;
  }
}
