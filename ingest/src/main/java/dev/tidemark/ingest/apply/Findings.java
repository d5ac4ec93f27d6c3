package dev.tidemark.ingest.apply;

import dev.tidemark.contract.conf.Problem;
import dev.tidemark.contract.conf.Source;
import dev.tidemark.ingest.control.Finding;
import dev.tidemark.ingest.failure.Redaction;
import java.net.URI;
import java.util.List;

/** What Connect holds against a connector's settings, told at the line of conf it comes from. */
final class Findings {
  private final Source source;
  private final URI connect;
  private final Redaction redaction;

  Findings(Source source, URI connect, Redaction redaction) {
    this.source = source;
    this.connect = connect;
    this.redaction = redaction;
  }

  List<Problem> problems(List<Finding> findings) {
    return findings.stream().map(this::problem).toList();
  }

  private Problem problem(Finding finding) {
    return source
        .at()
        .problem(
            pointer(finding.setting()),
            "source %s: Connect refuses %s: %s"
                .formatted(source.name(), finding.setting(), redaction.clean(finding.error())),
            remedy(finding));
  }

  /** The key in conf that a setting is made of. */
  private String pointer(String setting) {
    if (source.settings().containsKey(setting)) {
      return "/settings/" + setting;
    }
    return switch (setting) {
      case "database.hostname" -> "/host";
      case "database.port" -> "/port";
      case "database.user" -> "/user";
      case "database.password" -> "/password";
      case "connector.class" -> "/kind";
      case "database.include.list", "table.include.list" -> "/tables";
      case "key.converter", "value.converter" -> "/format";
      default -> "";
    };
  }

  private String remedy(Finding finding) {
    if (finding.error().contains("${")) {
      return "the workers at %s do not resolve references: give them config.providers=env,dir and the variable itself"
          .formatted(connect);
    }
    if (finding.setting().startsWith("database.")) {
      return "this program reached the source, the workers at %s did not: check the way from there, and their environment"
          .formatted(connect);
    }
    return finding.setting().equals("exactly.once.support")
        ? "set exactly.once.source.support=enabled on every worker at " + connect
        : "mend it here or under settings:";
  }
}
