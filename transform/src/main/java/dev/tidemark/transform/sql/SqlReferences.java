package dev.tidemark.transform.sql;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;

/** Which tables a SQL text names. */
final class SqlReferences {
  private SqlReferences() {}

  /**
   * Names as written; those of WITH are left out.
   *
   * @throws ParseException if the text does not parse
   * @throws NotSelectException if it is no SELECT
   */
  static Set<String> of(SparkSession session, String sql) throws ParseException {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.SparkSession) session)
            .sessionState()
            .sqlParser()
            .parsePlan(sql);
    if (plan instanceof Command || plan instanceof ParsedStatement) {
      throw new NotSelectException(plan.nodeName());
    }
    Set<String> names = new LinkedHashSet<>();
    Set<String> own = new HashSet<>();
    collect(plan, names, own);
    names.removeAll(own);
    return names;
  }

  private static void collect(LogicalPlan tree, Set<String> names, Set<String> own) {
    Trees.eachNode(
        tree,
        node -> {
          if (node instanceof UnresolvedRelation relation) {
            names.add(String.join(".", Trees.list(relation.multipartIdentifier())));
          }
          if (node instanceof UnresolvedWith with) {
            Trees.list(with.cteRelations())
                .forEach(
                    cte -> {
                      own.add(cte._1());
                      collect(cte._2(), names, own);
                    });
          }
        });
  }

  /** A statement that does something. */
  static final class NotSelectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSelectException(String statement) {
      super(statement);
    }
  }
}
