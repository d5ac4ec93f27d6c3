package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into a JSON tree that knows its lines. Keys are text as written, so {@code on:} is.
 */
final class YamlFile {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Path file;
  private final List<Problem> problems;
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlFile(Path file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What a file holds: its tree, and where each key stands. */
  record Tree(JsonNode root, Located at) {}

  /** Reads the file; what cannot be read becomes a problem and an empty object. */
  static Tree read(Path file, List<Problem> problems) {
    YamlFile yaml = new YamlFile(file, problems);
    JsonNode root = yaml.root();
    return new Tree(root, new Located(file, yaml.lines));
  }

  private JsonNode root() {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(10);
      Node node = new Yaml(options).compose(new StringReader(Files.readString(file)));
      return node == null ? JSON.objectNode() : json(node, "");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(
          new Problem(
              file, line, "not YAML: " + e.getProblem(), "mend the indentation or quoting"));
    } catch (IOException e) {
      problems.add(
          new Problem(file, 1, "cannot be read: " + e.getMessage(), "check path and permissions"));
    }
    return JSON.objectNode();
  }

  private JsonNode json(Node node, String pointer) {
    lines.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
    if (node instanceof MappingNode mapping) {
      return object(mapping, pointer);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      for (Node item : sequence.getValue()) {
        array.add(json(item, pointer + "/" + array.size()));
      }
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private JsonNode object(MappingNode mapping, String pointer) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(new Problem(file, line, "a key is not plain text", "write key: value"));
        continue;
      }
      String name = key.getValue();
      String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (object.has(name)) {
        problems.add(
            new Problem(
                file,
                line,
                "key '%s' stands twice, first on line %s".formatted(name, lines.get(at)),
                "keep one of them"));
        continue;
      }
      lines.put(at, line);
      object.set(name, json(tuple.getValueNode(), at));
    }
    return object;
  }

  /** Only what YAML 1.2 calls a boolean or a number is one: {@code no} is a word. */
  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (Tag.NULL.equals(tag)) {
      return JSON.nullNode();
    }
    if (Tag.BOOL.equals(tag) && (text.equals("true") || text.equals("false"))) {
      return JSON.booleanNode(text.equals("true"));
    }
    if (Tag.INT.equals(tag) && text.matches("[-+]?(0|[1-9][0-9]*)")) {
      return JSON.numberNode(new BigInteger(text.startsWith("+") ? text.substring(1) : text));
    }
    if (Tag.FLOAT.equals(tag) && text.matches("[-+]?[0-9]+\\.[0-9]+")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text);
  }
}
