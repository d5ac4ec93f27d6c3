package dev.tidemark.contract.conf;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** Texts of a tree with their references resolved; what is wrong with one is told at its line. */
final class Resolved {
  private final Environment environment;
  private final List<Problem> problems;

  Resolved(Environment environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  String text(JsonNode root, Located at, String pointer, String fallback) {
    String text = root.at(pointer).asText(fallback);
    try {
      return environment.resolve(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          at.problem(
              pointer,
              "%s, which %s refers to".formatted(e.getMessage(), pointer.substring(1)),
              "set it, or write ${env:NAME:default}"));
      return fallback;
    }
  }

  URI uri(JsonNode root, Located at, String pointer) {
    String text = text(root, at, pointer, "http://127.0.0.1");
    if (text.matches("https?://[^/\\s]+.*")) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        // told below
      }
    }
    problems.add(
        at.problem(
            pointer,
            "'%s' is not a URL".formatted(text),
            "write http://host:port or https://host:port"));
    return URI.create("http://127.0.0.1");
  }

  int port(JsonNode root, Located at, String pointer, String fallback) {
    String text = text(root, at, pointer, fallback);
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    problems.add(
        at.problem(pointer, "'%s' is not a port".formatted(text), "write a number up to 65535"));
    return 0;
  }
}
