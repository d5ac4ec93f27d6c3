package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of a dataset's file. Their SQL is not looked into here. */
final class ExpectationReader {
  private ExpectationReader() {}

  static List<Expectation> read(YamlFile.Tree tree, List<Problem> problems) {
    List<Expectation> expectations = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (JsonNode node : tree.root().path("expectations")) {
      String name = node.get("name").asText();
      String same = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (same != null) {
        problems.add(
            tree.at()
                .problem(
                    "/expectations/%s/name".formatted(expectations.size()),
                    "two expectations are named '%s'".formatted(same),
                    "give one of them another name: results are counted by it, case aside"));
      }
      expectations.add(
          new Expectation(
              name,
              node.get("check").asText(),
              Expectation.OnFail.parse(node.get("on-fail").asText())));
    }
    return expectations;
  }
}
