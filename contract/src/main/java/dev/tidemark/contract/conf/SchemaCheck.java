package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a file against its JSON Schema from conf/schema/, which editors use too. */
final class SchemaCheck {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private final JsonSchema schema;
  private final JsonNode text;

  private SchemaCheck(JsonNode text) {
    this.text = text;
    this.schema = FACTORY.getSchema(text);
  }

  static SchemaCheck of(String kind) {
    String resource = "/dev/tidemark/schema/" + kind + ".schema.json";
    try (InputStream in = SchemaCheck.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing in the jar");
      }
      return new SchemaCheck(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Problem> check(YamlFile.Tree tree) {
    return schema.validate(tree.root()).stream().map(m -> problem(tree.at(), m)).toList();
  }

  private Problem problem(Located at, ValidationMessage message) {
    String pointer = pointer(message);
    return switch (message.getType()) {
      case "additionalProperties" ->
          unknownKey(at, pointer, message.getProperty(), keysAt(message));
      case "required" ->
          at.problem(
              pointer,
              "%skey '%s' is missing".formatted(inside(pointer), message.getProperty()),
              "add it");
      case "enum" -> notOneOf(at, pointer, message);
      case "pattern" -> pattern(at, pointer, message);
      case "false" ->
          at.problem(
              pointer,
              "key '%s' has no meaning for a source of this kind".formatted(last(pointer)),
              "take it out");
      default -> at.problem(pointer, message.getMessage(), "see conf/schema/");
    };
  }

  private static Problem notOneOf(Located at, String pointer, ValidationMessage message) {
    boolean later =
        last(pointer).equals("on-fail")
            && Set.of("drop", "fail").contains(message.getInstanceNode().asText());
    return at.problem(
        pointer,
        "%s: %s is not one of %s"
            .formatted(last(pointer), message.getInstanceNode(), message.getSchemaNode()),
        later
            ? "drop and fail do not exist yet: quarantine keeps the row out of silver, warn lets it"
                + " pass; both count it"
            : "use one of them");
  }

  private static Problem pattern(Located at, String pointer, ValidationMessage message) {
    if (last(pointer).equals("password") || pointer.matches("/api/keys/[0-9]+/key")) {
      return at.problem(
          pointer,
          "the %s stands in the file".formatted(last(pointer)),
          "write a reference: ${env:NAME} or ${file:PATH}");
    }
    return at.problem(
        pointer,
        "%s: %s does not have the form %s"
            .formatted(last(pointer), message.getInstanceNode(), message.getSchemaNode().asText()),
        "write it in this form");
  }

  private static Problem unknownKey(Located at, String pointer, String key, List<String> known) {
    Optional<String> near = Suggestions.nearest(key, known);
    String remedy =
        near.map(word -> "did you mean '%s'?".formatted(word))
            .orElse("known here: " + String.join(", ", known));
    return at.problem(
        pointer + "/" + key, "%sunknown key '%s'".formatted(inside(pointer), key), remedy);
  }

  /** The keys that the schema knows where the message arose. */
  private List<String> keysAt(ValidationMessage message) {
    List<String> keys = new ArrayList<>();
    JsonNode node = text;
    for (int i = 0; i < message.getEvaluationPath().getNameCount() - 1; i++) {
      Object element = message.getEvaluationPath().getElement(i);
      node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
    }
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String pointer(ValidationMessage message) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
      pointer.append('/').append(message.getInstanceLocation().getElement(i));
    }
    return pointer.toString();
  }

  private static String last(String pointer) {
    return pointer.isEmpty() ? "the file" : pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String inside(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
  }
}
