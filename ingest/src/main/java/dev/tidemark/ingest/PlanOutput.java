package dev.tidemark.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ingest.apply.Plan;
import java.io.PrintWriter;

/** A plan, for a person or a program. */
final class PlanOutput {
  private PlanOutput() {}

  static void print(Plan plan, boolean dryRun, Output output, PrintWriter out) {
    if (output == Output.json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("dryRun", dryRun).put("changes", plan.changes().size());
      plan.lines().forEach(answer.withArray("/plan")::add);
      out.println(answer.toPrettyString());
    } else {
      plan.lines().forEach(out::println);
    }
    out.flush();
  }
}
