package dev.tidemark.transform.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tidemark.contract.conf.Dataset;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.name.OwnColumns;
import dev.tidemark.transform.marks.Cut;
import dev.tidemark.transform.sql.AnalysedModel;
import dev.tidemark.transform.sql.Relations;
import dev.tidemark.transform.sql.SilverTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** A model's SELECT over near rows: planned once, and again when a table has other columns. */
final class NearSelect {
  private static final String BROADCAST = "spark.sql.autoBroadcastJoinThreshold";
  private static final String COMPILED = "spark.sql.codegen.factoryMode";
  private static final String COMPILED_WHOLE = "spark.sql.codegen.wholeStage";

  private final AnalysedModel model;
  private final Relations relations;
  private final org.apache.spark.sql.classic.SparkSession session;
  private final Within within = new Within();
  private Optional<Kept> kept = Optional.empty();

  /**
   * What can be run again.
   *
   * @param tables their columns when it was planned; empty of one that was not there
   */
  private record Kept(PlannedSelect select, Map<Dataset, Optional<StructType>> tables) {}

  /** With a session of its own: making one takes longer than many a query. */
  NearSelect(AnalysedModel model, Relations relations, SparkSession spark) {
    this.model = model;
    this.relations = relations;
    this.session = (org.apache.spark.sql.classic.SparkSession) Relations.newSession(spark);
    SparkRefresh.interpret(session);
    session.conf().set("spark.sql.shuffle.partitions", "1");
    session.conf().set("spark.sql.exchange.reuse", "false"); // it would hide what it is over
  }

  /** The SELECT's rows in the dirty part, with {@code _interval}. */
  synchronized List<Row> rows(Near near, Dirty dirty) {
    within.let(dirty.starts());
    try (GivenRows given = new GivenRows(session)) {
      if (kept.isPresent() && fits(kept.get(), near)) {
        kept.get().tables().forEach((dataset, schema) -> give(given, dataset, near));
        return kept.get().select().run(given.tables());
      }
      kept = Optional.empty();
      return planned(near, dirty, given);
    }
  }

  /** False if the plan is not of the tables as they are now. */
  private static boolean fits(Kept planned, Near near) {
    return planned.tables().entrySet().stream()
        .allMatch(
            table -> {
              Optional<StructType> schema = near.schema(table.getKey());
              return schema.equals(table.getValue())
                  && (schema.isEmpty() || near.rows(table.getKey()).isPresent());
            });
  }

  private static void give(GivenRows given, Dataset dataset, Near near) {
    near.schema(dataset)
        .ifPresent(schema -> given.put(dataset.name(), near.rows(dataset).orElseThrow()));
  }

  private List<Row> planned(Near near, Dirty dirty, GivenRows given) {
    Tables tables = new Tables(near, given);
    SilverTables silver = new SilverTables(tables);
    Dirty few = dirty.few();
    relations.putInto(
        session,
        model.model().sql(),
        (in, dataset) -> silver.live(in, dataset, tables.filter(dataset, few)));
    // of one partition each, nothing has to be sent anywhere; what is kept is compiled but once
    session.conf().set(BROADCAST, tables.areAllGiven() ? "-1" : "10MB");
    session.conf().set(COMPILED_WHOLE, String.valueOf(tables.areAllGiven()));
    session.conf().set(COMPILED, tables.areAllGiven() ? "FALLBACK" : "NO_CODEGEN");
    PlannedSelect select = PlannedSelect.of(session, dirtyRows(), given.tables());
    if (tables.areAllGiven() && select.canBeRunAgain()) {
      kept = Optional.of(new Kept(select.emptied(), tables.columns));
    }
    return select.run(given.tables());
  }

  private org.apache.spark.sql.Dataset<Row> dirtyRows() {
    GoldModel conf = model.model();
    Column start = Cut.start(col("`" + conf.intervalColumn() + "`"), conf.grain());
    return session
        .sql(conf.sql())
        .withColumn(OwnColumns.INTERVAL, start)
        .where(within.filter(col(OwnColumns.INTERVAL)));
  }

  /** Remembers what was given. */
  private final class Tables implements SilverTables.Source {
    private final Near near;
    private final Map<Dataset, Optional<StructType>> columns = new HashMap<>();
    private final GivenRows given;

    private Tables(Near near, GivenRows given) {
      this.near = near;
      this.given = given;
    }

    @Override
    public Optional<org.apache.spark.sql.Dataset<Row>> newest(SparkSession in, Dataset dataset) {
      Optional<StructType> schema = near.schema(dataset);
      columns.put(dataset, schema);
      return schema.flatMap(
          present ->
              near.rows(dataset)
                  .map(rows -> given(dataset, present, rows))
                  .or(() -> near.whole(in, dataset)));
    }

    private org.apache.spark.sql.Dataset<Row> given(
        Dataset dataset, StructType schema, List<InternalRow> rows) {
      return given.relation(schema, given.put(dataset.name(), rows), rows.size());
    }

    /** Rows that are given are near. */
    private Column filter(Dataset dataset, Dirty few) {
      return near.rows(dataset).isPresent() ? lit(true) : SparkRefresh.near(dataset, model, few);
    }

    private boolean areAllGiven() {
      return columns.entrySet().stream()
          .allMatch(table -> table.getValue().isEmpty() || given.has(table.getKey().name()));
    }
  }
}
