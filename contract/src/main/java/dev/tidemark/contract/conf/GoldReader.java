package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.contract.conf.GoldModel.Input;
import dev.tidemark.contract.conf.GoldModel.Pair;
import dev.tidemark.contract.conf.Serve.Direction;
import dev.tidemark.contract.conf.Serve.Measure;
import dev.tidemark.contract.time.Grain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** From a checked tree to a gold model. */
final class GoldReader {

  GoldModel read(String name, YamlFile.Tree tree, String sql, Located sqlAt) {
    JsonNode root = tree.root();
    Map<String, Input> inputs = new LinkedHashMap<>();
    root.path("inputs")
        .properties()
        .forEach(entry -> inputs.put(entry.getKey(), input(entry.getValue())));
    return new GoldModel(
        name,
        sql,
        sqlAt,
        root.at("/interval/column").asText(),
        Grain.parse(root.at("/interval/grain").asText()),
        ConfReader.texts(root.get("key")),
        inputs,
        root.has("serve") ? Optional.of(serve(root.get("serve"))) : Optional.empty(),
        tree.at());
  }

  private static Input input(JsonNode node) {
    if (node.has("interval")) {
      return new Input.ByColumn(node.get("interval").asText());
    }
    if (node.has("all")) {
      return new Input.All();
    }
    List<Pair> pairs = new ArrayList<>();
    JsonNode on = node.get("on");
    if (on.isArray()) {
      on.forEach(column -> pairs.add(new Pair(column.asText(), column.asText())));
    } else {
      on.properties()
          .forEach(entry -> pairs.add(new Pair(entry.getKey(), entry.getValue().asText())));
    }
    return new Input.Via(node.get("via").asText(), List.copyOf(pairs));
  }

  private static Serve serve(JsonNode node) {
    Map<String, Measure> measures = new LinkedHashMap<>();
    node.get("measures")
        .properties()
        .forEach(entry -> measures.put(entry.getKey(), measure(entry.getValue())));
    String order = node.get("order").asText();
    boolean down = order.endsWith(" desc");
    int space = order.indexOf(' ');
    return new Serve(
        node.get("path").asText(),
        ConfReader.texts(node.get("group")),
        measures,
        new Serve.Order(
            space < 0 ? order : order.substring(0, space), down ? Direction.DESC : Direction.ASC),
        node.get("range").asText(),
        node.has("filters") ? ConfReader.texts(node.get("filters")) : List.of());
  }

  private static Measure measure(JsonNode node) {
    if (node.isTextual()) {
      return new Measure.Rollup(Serve.Function.valueOf(node.asText().toUpperCase(Locale.ROOT)));
    }
    JsonNode ratio = node.get("ratio");
    return new Measure.Ratio(ratio.get(0).asText(), ratio.get(1).asText());
  }
}
