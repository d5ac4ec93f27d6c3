package dev.tidemark.transform.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.contract.conf.Conf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All reports of a lake, held against conf: what {@code status} shows. */
public final class StatusPage {
  private final List<Report> reports;
  private final List<String> missing;
  private final Instant now;

  private StatusPage(List<Report> reports, List<String> missing, Instant now) {
    this.reports = reports;
    this.missing = missing;
    this.now = now;
  }

  /** Lanes and models that conf has no more are left out. */
  public static StatusPage of(ReportFiles files, Conf conf, Instant now) throws IOException {
    Set<String> lanes = new TreeSet<>(conf.lanes());
    List<Report> known =
        files.read().stream()
            .filter(report -> report.isOfGold() || lanes.contains(report.name()))
            .toList();
    known.forEach(report -> lanes.remove(report.name()));
    return new StatusPage(known, List.copyOf(lanes), now);
  }

  public boolean isWell() {
    return missing.isEmpty() && reports.stream().allMatch(report -> report.isWell(now));
  }

  /** One object with the lanes and the models; times are UTC. */
  public String json() {
    ObjectNode json = ReportJson.JSON.createObjectNode().put("well", isWell());
    ArrayNode lanes = json.putArray("lanes");
    for (Report report : reports) {
      ObjectNode one = ReportJson.write(report);
      report.stale(now).ifPresent(why -> one.put("stale", why));
      if (report.isOfGold()) {
        json.set("gold", one);
      } else {
        lanes.add(one);
      }
    }
    missing.forEach(
        lane -> lanes.addObject().put("name", lane).put("stale", "no stream ever ran this lane"));
    return json.toString();
  }

  /** A table. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(row("", "", "state", "since", "behind", "valid through / waits for"));
    for (Report report : reports) {
      String kind = report.isOfGold() ? "gold" : "lane";
      lines.add(
          row(
              kind,
              report.isOfGold() ? "" : report.name(),
              state(report, report.condition()),
              age(report.condition().since()),
              "",
              report
                  .stale(now)
                  .or(() -> report.condition().cause())
                  .or(() -> report.batch().map(this::batch))
                  .orElse("")));
      for (Report.Line line : report.lines()) {
        lines.add(line(report, line));
      }
    }
    missing.forEach(
        lane ->
            lines.add(
                row(
                    "lane",
                    lane,
                    "stale",
                    "",
                    "",
                    "no stream ever ran it; start one: tidemark stream")));
    return lines;
  }

  private String line(Report report, Report.Line line) {
    Optional<String> ownCause =
        line.condition().equals(report.condition()) ? Optional.empty() : line.condition().cause();
    String through =
        line.validThrough().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    return row(
        report.isOfGold() ? "  model" : "  dataset",
        line.name(),
        state(report, line.condition()),
        age(line.condition().since()),
        line.behind().isPresent() ? Long.toString(line.behind().getAsLong()) : "",
        ownCause.map(cause -> through.isEmpty() ? cause : through + "  " + cause).orElse(through));
  }

  private String state(Report report, Condition condition) {
    return report.stale(now).isPresent() ? "stale" : condition.state().toString();
  }

  private String batch(Report.Batch batch) {
    return "last batch: %s records, %s ago".formatted(batch.records(), age(batch.committed()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-10s %-24s %-12s %-9s %-9s %s", cells).stripTrailing();
  }

  /** As in 12s, 3m or 5h. */
  private String age(Instant since) {
    Duration age = Duration.between(since, now);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    return seconds < 7200 ? seconds / 60 + "m" : seconds / 3600 + "h";
  }
}
