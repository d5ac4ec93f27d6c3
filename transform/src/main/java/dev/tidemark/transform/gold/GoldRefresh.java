package dev.tidemark.transform.gold;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.transform.deletion.RowsMissingException;
import dev.tidemark.transform.marks.Marks;
import dev.tidemark.transform.marks.Pending;
import dev.tidemark.transform.scan.DecodedFiles;
import dev.tidemark.transform.sql.Analysis;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import dev.tidemark.transform.table.ConflictException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings gold up to its marks, model by model. Several threads may refresh different models; who
 * refreshes one that is being refreshed waits.
 */
public final class GoldRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(GoldRefresh.class);

  private static final int TRIES = 5;

  /** Of all memory, the part that is given to files that need not be read again. */
  private static final int DECODED_PART = 10;

  private final SparkSession spark;
  private final Marks marks;
  private final NearRefresh near;
  private final SparkRefresh whole;
  private final Map<String, GoldTable> tables = new TreeMap<>();

  /** Over the silver of conf's lake. */
  public GoldRefresh(SparkSession spark, Conf conf, Analysis analysis, Marks marks) {
    this(spark, conf, analysis, marks, Silver.in(conf, spark));
  }

  public GoldRefresh(
      SparkSession spark, Conf conf, Analysis analysis, Marks marks, SilverTables silver) {
    this(
        spark,
        conf,
        analysis,
        marks,
        new Silver(silver, (model, dirty) -> new WholeRows(silver, spark), decodedFiles()));
  }

  private GoldRefresh(
      SparkSession spark, Conf conf, Analysis analysis, Marks marks, Silver silver) {
    this.spark = spark;
    this.marks = marks;
    Relations relations = new Relations(conf);
    this.near = new NearRefresh(spark, relations, silver.near());
    this.whole = new SparkRefresh(spark, relations, silver.whole());
    analysis
        .models()
        .forEach(
            (name, model) ->
                tables.put(
                    name,
                    GoldTable.open(
                        model, conf.platform().lake().gold(name), spark, silver.decoded())));
  }

  /** Silver for large dirty parts, and for small ones. */
  private record Silver(SilverTables whole, Near.Source near, DecodedFiles decoded) {
    static Silver in(Conf conf, SparkSession spark) {
      DecodedFiles decoded = GoldRefresh.decodedFiles();
      NearSilver near = new NearSilver(conf, spark.sparkContext().hadoopConfiguration(), decoded);
      return new Silver(SilverTables.in(conf.platform().lake()), near, decoded);
    }
  }

  private static DecodedFiles decodedFiles() {
    return new DecodedFiles(Runtime.getRuntime().maxMemory() / DECODED_PART);
  }

  /**
   * Marks whole models that are new or whose definition changed; call it once, before the first
   * refresh and after {@link Marks#startAbove}.
   */
  public void markChangedModels() {
    tables.forEach(
        (name, table) -> {
          marks.startAbove(table.answered());
          if (!table.isOfThisDefinition()) {
            long mark = marks.rebuild(name);
            LOG.atInfo()
                .addKeyValue("model", name)
                .addKeyValue("mark", mark)
                .log("model is built anew");
          }
        });
  }

  /** The newest mark that the model has answered; 0 if none. */
  public long answered(String model) {
    return tables.get(model).answered();
  }

  /**
   * Computes what marks up to {@code upTo} say is dirty, and commits what comes out otherwise.
   *
   * @param upTo silver of all marks up to here is committed
   * @throws KeyNotUniqueException if the SELECT gives two rows of one key
   */
  public Outcome refresh(String model, long upTo) {
    GoldTable table = tables.get(model);
    synchronized (table) {
      return refresh(table, upTo);
    }
  }

  private Outcome refresh(GoldTable table, long upTo) {
    String model = table.model().model().name();
    for (int tries = 1; ; tries++) {
      Pending pending = marks.pending(model, table.answered(), upTo);
      if (pending.isEmpty()) {
        return new Outcome.Current(model, upTo);
      }
      try {
        return refresh(table, pending);
      } catch (ConflictException | RowsMissingException e) { // somebody else wrote to it
        if (tries == TRIES) {
          throw e;
        }
        table.refresh();
      }
    }
  }

  private Outcome refresh(GoldTable table, Pending pending) {
    String name = table.model().model().name();
    Dirty dirty = Dirty.of(pending, table.model().model().grain());
    spark
        .sparkContext()
        .setJobDescription("gold %s: %s up to mark %s".formatted(name, pending, pending.upTo()));
    try {
      Outcome outcome =
          near.refresh(table, pending, dirty)
              .orElseGet(() -> whole.refresh(table, pending, dirty.few()));
      if (pending.everything() && !table.isOfThisDefinition()) {
        table.setDefinition(pending.upTo());
      }
      return outcome;
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }
}
