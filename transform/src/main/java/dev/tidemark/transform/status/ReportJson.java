package dev.tidemark.transform.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A report as JSON: the file in the lake, and what {@code status --output json} prints of it. */
final class ReportJson {
  static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  static ObjectNode write(Report report) {
    ObjectNode json = JSON.createObjectNode().put("name", report.name());
    json.put("host", report.writer().host())
        .put("pid", report.writer().pid())
        .put("started", report.writer().started().toString())
        .put("renewed", report.renewed().toString());
    condition(json, report.condition());
    report
        .batch()
        .ifPresent(
            batch ->
                json.putObject("lastBatch")
                    .put("id", batch.id())
                    .put("records", batch.records())
                    .put("committed", batch.committed().toString()));
    ArrayNode lines = json.putArray(report.isOfGold() ? "models" : "datasets");
    report.lines().forEach(line -> line(lines.addObject(), line));
    return json;
  }

  private static void line(ObjectNode json, Report.Line line) {
    json.put("name", line.name());
    condition(json, line.condition());
    line.behind().ifPresent(records -> json.put("behind", records));
    line.validThrough().ifPresent(moment -> json.put("validThrough", moment.toString()));
  }

  private static void condition(ObjectNode json, Condition condition) {
    json.put("state", condition.state().toString()).put("since", condition.since().toString());
    condition.cause().ifPresent(cause -> json.put("cause", cause));
  }

  /**
   * @throws IOException if it is not what {@link #write} writes
   */
  static Report read(byte[] bytes) throws IOException {
    try {
      JsonNode json = JSON.readTree(bytes);
      List<Report.Line> lines = new ArrayList<>();
      json.path(json.has("models") ? "models" : "datasets").forEach(line -> lines.add(line(line)));
      return new Report(
          json.path("name").asText(),
          new Writer(
              json.path("host").asText(), json.path("pid").asLong(), instant(json, "started")),
          instant(json, "renewed"),
          condition(json),
          batch(json.path("lastBatch")),
          lines);
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException("it is not a report of the stream: " + e.getMessage(), e);
    }
  }

  private static Report.Line line(JsonNode json) {
    return new Report.Line(
        json.path("name").asText(),
        condition(json),
        json.has("behind") ? OptionalLong.of(json.path("behind").asLong()) : OptionalLong.empty(),
        json.has("validThrough") ? Optional.of(instant(json, "validThrough")) : Optional.empty());
  }

  private static Condition condition(JsonNode json) {
    return new Condition(
        State.parse(json.path("state").asText()),
        instant(json, "since"),
        Optional.ofNullable(json.path("cause").textValue()));
  }

  private static Optional<Report.Batch> batch(JsonNode json) {
    return json.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Report.Batch(
                json.path("id").asLong(),
                json.path("records").asLong(),
                instant(json, "committed")));
  }

  private static Instant instant(JsonNode json, String name) {
    return Instant.parse(json.path(name).asText());
  }
}
