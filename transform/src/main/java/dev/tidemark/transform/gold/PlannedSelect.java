package dev.tidemark.transform.gold;

import dev.tidemark.transform.sql.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeExec;

/**
 * A query that Spark has planned; it can be run again with other rows in the places of those given
 * to it. Planning takes most of the time of a small one.
 */
final class PlannedSelect {
  private final SparkSession session;
  private final SparkPlan plan;
  private final Map<Integer, String> places;

  private PlannedSelect(SparkSession session, SparkPlan plan, Map<Integer, String> places) {
    this.session = session;
    this.plan = plan;
    this.places = places;
  }

  /**
   * Plans it.
   *
   * @param given by name, the rows that it is over; to be run with others, it must be over no more
   */
  static PlannedSelect of(
      SparkSession session, Dataset<Row> select, Map<String, RDD<InternalRow>> given) {
    Map<Integer, String> places = new HashMap<>();
    given.forEach((name, rdd) -> places.put(rdd.id(), name));
    SparkPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) select).queryExecution().executedPlan();
    return new PlannedSelect(session, withoutIdleExchanges(plan), places);
  }

  /**
   * Without the exchanges that write one partition out as one: Spark does not see, above a join of
   * relations of one partition, that there is but one still.
   */
  private static SparkPlan withoutIdleExchanges(SparkPlan tree) {
    SparkPlan now = withChildren(tree, PlannedSelect::withoutIdleExchanges);
    return now instanceof ShuffleExchangeExec exchange && isOne(exchange) && isOne(exchange.child())
        ? exchange.child()
        : now;
  }

  /** Where the number is not known, Spark says zero. */
  private static boolean isOne(SparkPlan tree) {
    return tree.outputPartitioning().numPartitions() == 1;
  }

  /** False if there are rows in it that {@link #run} would not find. */
  boolean canBeRunAgain() {
    return plan.subqueriesAll().isEmpty();
  }

  /** The same, without the rows that it was planned with. */
  PlannedSelect emptied() {
    Map<String, RDD<InternalRow>> none = new HashMap<>();
    Map<Integer, String> empty = new HashMap<>();
    for (String place : places.values()) {
      none.put(
          place,
          JavaSparkContext.fromSparkContext(session.sparkContext()).<InternalRow>emptyRDD().rdd());
      empty.put(none.get(place).id(), place);
    }
    return new PlannedSelect(session, rewritten(plan, scan -> over(scan, none)), empty);
  }

  /**
   * Runs it, in a job of this thread's.
   *
   * @param given by name, the rows that it is over now
   */
  List<Row> run(Map<String, RDD<InternalRow>> given) {
    SparkPlan now = rewritten(plan, scan -> over(scan, given));
    return SQLExecution.withSQLConfPropagated(
        session, () -> Arrays.asList(now.executeCollectPublic()));
  }

  private RDDScanExec over(RDDScanExec scan, Map<String, RDD<InternalRow>> given) {
    String place = places.get(scan.rdd().id());
    return place == null
        ? scan
        : new RDDScanExec(
            scan.output(),
            given.get(place),
            scan.nodeName(),
            scan.outputPartitioning(),
            scan.outputOrdering(),
            scan.stream());
  }

  private static SparkPlan rewritten(SparkPlan tree, UnaryOperator<RDDScanExec> scans) {
    if (tree instanceof RDDScanExec scan) {
      return scans.apply(scan);
    }
    return withChildren(tree, child -> rewritten(child, scans));
  }

  private static SparkPlan withChildren(SparkPlan tree, UnaryOperator<SparkPlan> change) {
    if (tree.children().isEmpty()) {
      return tree;
    }
    List<SparkPlan> children = new ArrayList<>();
    Trees.list(tree.children()).forEach(child -> children.add(change.apply(child)));
    return tree.withNewChildren(Trees.seq(children));
  }
}
