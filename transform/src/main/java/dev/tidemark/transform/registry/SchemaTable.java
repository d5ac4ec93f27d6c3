package dev.tidemark.transform.registry;

import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.table.Append;
import dev.tidemark.transform.table.ConflictException;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.LakeTable;
import dev.tidemark.transform.table.TableSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@code _tidemark/schemas}: one row an id, shared by all lanes, only ever added to. */
final class SchemaTable {
  private static final int MOST_CONFLICTS = 20;
  private static final StructType COLUMNS =
      new StructType()
          .add("registry", DataTypes.StringType, false)
          .add("id", DataTypes.IntegerType, false)
          .add("fingerprint", DataTypes.StringType, false)
          .add("text", DataTypes.StringType, false)
          .add("seen_at", DataTypes.TimestampType, false);

  private final SparkSession spark;
  private final String path;
  private final LakeTable table;
  private long readVersion = -1;

  SchemaTable(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.path = lake.own("schemas");
    this.table = LakeTable.open(TableSpec.of(path, COLUMNS), spark.sessionState().newHadoopConf());
  }

  /**
   * All of it, by id.
   *
   * @throws SchemaChangedException if two lanes saw two schemas under one id
   */
  Map<Integer, StoredSchema> read() {
    readVersion = table.version();
    Map<Integer, StoredSchema> schemas = new LinkedHashMap<>();
    for (Row row : spark.read().format("delta").load(path).select("id", "text").collectAsList()) {
      StoredSchema schema = StoredSchema.of(row.getInt(0), row.getString(1));
      StoredSchema other = schemas.putIfAbsent(schema.id(), schema);
      if (other != null && !other.fingerprint().equals(schema.fingerprint())) {
        throw SchemaChangedException.between(path, other, schema);
      }
    }
    return schemas;
  }

  /** True if there is more than {@link #read} and {@link #add} of this object have seen. */
  boolean hasMore() {
    table.refresh();
    return table.version() != readVersion;
  }

  /** Adds those that it has not; another lane may have added them meanwhile. */
  void add(String registry, Collection<StoredSchema> found, Fence fence, Instant now) {
    Map<Integer, StoredSchema> missing = new LinkedHashMap<>();
    found.forEach(schema -> missing.put(schema.id(), schema));
    for (int conflicts = 0; !missing.isEmpty(); conflicts++) {
      try {
        table.append(Append.of(fence.next(), rows(registry, missing.values(), now)));
        readVersion += table.version() == readVersion + 1 ? 1 : 0;
        return;
      } catch (ConflictException e) {
        if (conflicts == MOST_CONFLICTS) {
          throw e;
        }
        table.refresh();
        Map<Integer, StoredSchema> theirs = read();
        for (StoredSchema mine : List.copyOf(missing.values())) {
          StoredSchema other = theirs.get(mine.id());
          if (other != null && !other.fingerprint().equals(mine.fingerprint())) {
            throw SchemaChangedException.between(registry, other, mine);
          }
          missing.keySet().removeAll(theirs.keySet());
        }
      }
    }
  }

  private static List<Row> rows(String registry, Collection<StoredSchema> schemas, Instant now) {
    return schemas.stream()
        .map(
            schema ->
                RowFactory.create(registry, schema.id(), schema.fingerprint(), schema.text(), now))
        .toList();
  }
}
