package dev.tidemark.transform.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads an event strictly, by what OpenLineage's specification 2-0-2 requires of events and of the
 * facets that we send; a facet that is not known here is refused.
 */
final class OpenLineageReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TYPES =
      Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");

  private OpenLineageReader() {}

  /** The event, if nothing is wrong with it. */
  static JsonNode read(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      only(
          event,
          Set.of(
              "eventTime",
              "producer",
              "schemaURL",
              "eventType",
              "run",
              "job",
              "inputs",
              "outputs"));
      OffsetDateTime.parse(text(event, "eventTime"));
      uri(event, "producer");
      must(uri(event, "schemaURL").toString().endsWith("#/$defs/RunEvent"), "schemaURL", event);
      must(TYPES.contains(text(event, "eventType")), "eventType", event);
      must(
          UUID.fromString(text(event.path("run"), "runId"))
              .toString()
              .equals(event.at("/run/runId").asText()),
          "runId",
          event);
      only(event.path("job"), Set.of("namespace", "name", "facets"));
      text(event.path("job"), "namespace");
      text(event.path("job"), "name");
      facets(event.at("/job/facets"), Map.of("jobType", OpenLineageReader::jobType));
      event.path("inputs").forEach(input -> dataset(input, "inputFacets"));
      event.path("outputs").forEach(output -> dataset(output, "outputFacets"));
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  @FunctionalInterface
  private interface Facet {
    void check(JsonNode facet);
  }

  private static void dataset(JsonNode dataset, String own) {
    only(dataset, Set.of("namespace", "name", "facets", own));
    text(dataset, "namespace");
    text(dataset, "name");
    facets(
        dataset.path("facets"),
        Map.of("schema", OpenLineageReader::schema, "columnLineage", OpenLineageReader::columns));
    facets(dataset.path(own), Map.of("outputStatistics", OpenLineageReader::statistics));
  }

  private static void facets(JsonNode facets, Map<String, Facet> known) {
    facets
        .properties()
        .forEach(
            entry -> {
              must(known.containsKey(entry.getKey()), "facet " + entry.getKey(), facets);
              uri(entry.getValue(), "_producer");
              uri(entry.getValue(), "_schemaURL");
              known.get(entry.getKey()).check(entry.getValue());
            });
  }

  private static void jobType(JsonNode facet) {
    must(Set.of("BATCH", "STREAMING").contains(text(facet, "processingType")), "type", facet);
    text(facet, "integration");
    text(facet, "jobType");
  }

  private static void schema(JsonNode facet) {
    must(facet.path("fields").isArray(), "fields", facet);
    for (JsonNode field : facet.get("fields")) {
      only(field, Set.of("name", "type"));
      text(field, "name");
      must(!field.has("type") || field.get("type").isTextual(), "type", field);
    }
  }

  private static void columns(JsonNode facet) {
    must(facet.path("fields").isObject(), "fields", facet);
    for (Map.Entry<String, JsonNode> column : facet.get("fields").properties()) {
      must(column.getValue().path("inputFields").isArray(), "inputFields", facet);
      for (JsonNode input : column.getValue().get("inputFields")) {
        only(input, Set.of("namespace", "name", "field", "transformations"));
        text(input, "namespace");
        text(input, "name");
        text(input, "field");
        for (JsonNode transformation : input.path("transformations")) {
          must(Set.of("DIRECT", "INDIRECT").contains(text(transformation, "type")), "type", input);
          text(transformation, "subtype");
        }
      }
    }
  }

  private static void statistics(JsonNode facet) {
    must(facet.path("rowCount").isIntegralNumber(), "rowCount", facet);
  }

  private static void only(JsonNode object, Set<String> names) {
    must(object.isObject(), "an object", object);
    object.fieldNames().forEachRemaining(name -> must(names.contains(name), name, object));
  }

  private static String text(JsonNode object, String name) {
    must(object.path(name).isTextual() && !object.path(name).asText().isEmpty(), name, object);
    return object.get(name).asText();
  }

  private static URI uri(JsonNode object, String name) {
    URI uri = URI.create(text(object, name));
    must(uri.isAbsolute(), name, object);
    return uri;
  }

  private static void must(boolean right, String what, JsonNode where) {
    if (!right) {
      throw new AssertionError("%s in %s".formatted(what, where));
    }
  }
}
