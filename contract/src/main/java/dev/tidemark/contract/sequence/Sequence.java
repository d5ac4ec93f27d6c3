package dev.tidemark.contract.sequence;

import java.util.Comparator;

/**
 * The order of changes to one key: epoch, partition, offset, compared in this order.
 *
 * <p>One key goes to one partition within an epoch; the epoch grows when the topic is re-created or
 * its partitions change. Never a timestamp: Debezium's re-emitted rows carry none that orders them.
 */
public record Sequence(int epoch, int partition, long offset) implements Comparable<Sequence> {
  private static final Comparator<Sequence> ORDER =
      Comparator.comparingInt(Sequence::epoch)
          .thenComparingInt(Sequence::partition)
          .thenComparingLong(Sequence::offset);

  public Sequence {
    if (epoch < 0 || partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "epoch %s, partition %s, offset %s: none may be negative"
              .formatted(epoch, partition, offset));
    }
  }

  @Override
  public int compareTo(Sequence other) {
    return ORDER.compare(this, other);
  }
}
