package dev.tidemark.transform.topics;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake's memory of topics: topic id → epoch. Kept in {@code _tidemark/topics}, so that offsets
 * of a topic that was deleted and made anew are not taken for those of the old one.
 */
public final class TopicEpochs {
  private static final Logger LOG = LoggerFactory.getLogger(TopicEpochs.class);
  private static final StructType SCHEMA =
      new StructType()
          .add("topic", DataTypes.StringType, false)
          .add("topic_id", DataTypes.StringType, false)
          .add(OwnColumns.EPOCH, DataTypes.IntegerType, false)
          .add("partitions", DataTypes.IntegerType, false)
          .add("seen_at", DataTypes.TimestampType, false);

  private static final int ATTEMPTS = 10;

  private final SparkSession spark;
  private final Lake lake;
  private final Fence fence;
  private final Clock clock;

  public TopicEpochs(SparkSession spark, Lake lake, Fence fence, Clock clock) {
    this.spark = spark;
    this.lake = lake;
    this.fence = fence;
    this.clock = clock;
  }

  /**
   * Current incarnations, by topic. An incarnation not seen before gets the next epoch, which is
   * committed before this returns.
   *
   * @throws PartitionsChangedException if a topic of a known incarnation has another number of
   *     partitions than before: keys would have moved between partitions without an epoch
   */
  public Map<String, TopicState> resolve(Collection<Broker.Described> described) {
    for (int attempt = 1; ; attempt++) {
      try {
        return resolved(described);
      } catch (ConflictException e) { // another lane, which may have found the same topics
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Map<String, TopicState> resolved(Collection<Broker.Described> described) {
    LakeTable table =
        LakeTable.open(
            TableSpec.of(lake.own("topics"), SCHEMA), spark.sessionState().newHadoopConf());
    Map<String, TopicState> newest = known(spark, lake);
    Map<String, TopicState> now = new TreeMap<>();
    List<Row> added = new ArrayList<>();
    for (Broker.Described topic : described) {
      TopicState old = newest.get(topic.topic());
      if (old != null && old.id().equals(topic.id())) {
        if (old.partitions() != topic.partitions()) {
          throw new PartitionsChangedException(old, topic.partitions());
        }
        now.put(topic.topic(), old);
        continue;
      }
      int epoch = old == null ? 0 : old.epoch() + 1;
      if (old != null) {
        LOG.atWarn()
            .addKeyValue("topic", topic.topic())
            .addKeyValue("epoch", epoch)
            .log("topic was made anew; its offsets begin a new epoch");
      }
      now.put(topic.topic(), new TopicState(topic.topic(), topic.id(), epoch, topic.partitions()));
      added.add(
          RowFactory.create(topic.topic(), topic.id(), epoch, topic.partitions(), clock.instant()));
    }
    if (!added.isEmpty()) {
      table.append(Append.of(fence.next(), added));
    }
    return now;
  }

  /** The newest incarnations that were read from, by topic. */
  public static Map<String, TopicState> known(SparkSession spark, Lake lake) {
    Map<String, TopicState> newest = new TreeMap<>();
    if (!LakeTable.exists(lake.own("topics"), spark.sessionState().newHadoopConf())) {
      return newest;
    }
    for (Row row : spark.read().format("delta").load(lake.own("topics")).collectAsList()) {
      TopicState state =
          new TopicState(row.getString(0), row.getString(1), row.getInt(2), row.getInt(3));
      newest.merge(state.topic(), state, (a, b) -> a.epoch() >= b.epoch() ? a : b);
    }
    return newest;
  }
}
