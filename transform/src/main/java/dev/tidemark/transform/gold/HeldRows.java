package dev.tidemark.transform.gold;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.immutable.Nil$;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Rows in one partition for tasks of this very process, which find them where they are: nothing of
 * them is written into a task and read again. To be closed, after which its tasks fail.
 */
final class HeldRows extends RDD<InternalRow> implements AutoCloseable {
  private static final long serialVersionUID = 1;

  private static final Map<UUID, List<InternalRow>> HELD = new ConcurrentHashMap<>();

  private final UUID place = UUID.randomUUID();

  @SuppressWarnings("unchecked") // Scala's empty list is one of whatever is asked for
  HeldRows(SparkContext spark, List<InternalRow> rows) {
    super(
        spark,
        (scala.collection.immutable.Seq<org.apache.spark.Dependency<?>>) (Object) Nil$.MODULE$,
        ClassTag$.MODULE$.apply(InternalRow.class));
    HELD.put(place, rows);
  }

  /** The only one. */
  private record Whole() implements Partition {
    @Override
    public int index() {
      return 0;
    }
  }

  @Override
  public Partition[] getPartitions() {
    return new Partition[] {new Whole()};
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    List<InternalRow> rows = HELD.get(place);
    if (rows == null) {
      throw new IllegalStateException(
          "the rows of %s are not in this process: they are held for local tasks, until they are closed"
              .formatted(this));
    }
    return CollectionConverters.asScala(rows.iterator());
  }

  @Override
  public void close() {
    HELD.remove(place);
  }
}
