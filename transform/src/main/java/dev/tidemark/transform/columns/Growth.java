package dev.tidemark.transform.columns;

import dev.tidemark.contract.conf.Conf;
import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.name.Lake;
import dev.tidemark.transform.table.Fence;
import dev.tidemark.transform.table.TableColumns;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Silver's tables grow with their sources, and what grew is known at the next start. */
public final class Growth {
  private static final Logger LOG = LoggerFactory.getLogger(Growth.class);

  private final SparkSession spark;
  private final Lake lake;

  public Growth(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /** Conf with the columns that silver has beyond it. Reads only. */
  public Conf known(Conf conf) {
    Map<String, Dataset> datasets = new TreeMap<>();
    conf.datasets().forEach((name, dataset) -> datasets.put(name, known(dataset)));
    return conf.withDatasets(datasets);
  }

  /**
   * Conf as SQL may see it where the columns that only silver has would break it: as wide as
   * silver, with no column more than conf has.
   */
  public static Conf hidden(Conf conf, Conf known) {
    Map<String, Dataset> datasets = new TreeMap<>();
    known
        .datasets()
        .forEach(
            (name, dataset) -> {
              int size = conf.datasets().get(name).columns().size();
              datasets.put(name, dataset.withColumns(dataset.columns().subList(0, size)));
            });
    return known.withDatasets(datasets);
  }

  /** Says where silver stays behind conf. */
  public static void warn(Conf conf, Conf known) {
    conf.datasets()
        .forEach(
            (name, dataset) ->
                SilverSchema.unmet(dataset, known.datasets().get(name))
                    .forEach(
                        column ->
                            LOG.atWarn()
                                .addKeyValue("dataset", name)
                                .addKeyValue("column", column)
                                .log(
                                    "silver keeps this column's type; values that do not fit go to quarantine. To take the source's type over, move the folder of the silver table away: it is derived again")));
  }

  private Dataset known(Dataset dataset) {
    Optional<StructType> silver = table(dataset).read();
    if (silver.isEmpty() || dataset.columns().isEmpty()) {
      return dataset;
    }
    try {
      return met(dataset, silver.get());
    } catch (ParseException e) {
      return dataset; // a type of conf is none: the analysis tells where
    }
  }

  /** Spark's own method does not declare what it throws. */
  private static Dataset met(Dataset dataset, StructType silver) throws ParseException {
    return SilverSchema.known(dataset, silver);
  }

  /**
   * Gives the dataset's silver table the columns that the dataset has and the table has not; to be
   * called before the table is opened. No table: nothing to do.
   *
   * @throws ColumnsGrewException if the table has what the dataset has not
   */
  public void bring(Dataset dataset, Fence fence) {
    TableColumns table = table(dataset);
    Optional<StructType> found = table.read();
    if (found.isEmpty()) {
      return;
    }
    StructType had = found.get();
    StructType wanted = SilverSchema.of(dataset);
    if (!SilverSchema.known(dataset, had).equals(dataset)) {
      throw new ColumnsGrewException(
          "silver of dataset %s has other columns than when this process read them: %s"
              .formatted(dataset.name(), SilverSchema.news(wanted, had)));
    }
    if (SilverSchema.differ(had, wanted) && SilverSchema.grows(had, wanted)) {
      table.change(wanted, fence);
      LOG.atInfo()
          .addKeyValue("dataset", dataset.name())
          .addKeyValue("columns", SilverSchema.news(had, wanted))
          .log("silver has grown");
    }
  }

  private TableColumns table(Dataset dataset) {
    return new TableColumns(spark, lake.silver(dataset.name()));
  }
}
