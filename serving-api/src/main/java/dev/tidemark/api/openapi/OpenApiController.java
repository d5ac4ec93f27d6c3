package dev.tidemark.api.openapi;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The document, for programs and for the page at /docs. */
@Controller
@Hidden
@ExecuteOn("clickhouse")
final class OpenApiController {
  private final ApiDocument document;

  OpenApiController(ApiDocument document) {
    this.document = document;
  }

  @Get("/openapi")
  Map<String, Object> json() {
    return document.tree();
  }

  @Get("/openapi.json")
  Map<String, Object> jsonByName() {
    return document.tree();
  }

  @Get("/openapi.yaml")
  @Produces("application/yaml")
  String yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setDereferenceAliases(true);
    return new Yaml(options).dump(document.tree());
  }

  @Get("/")
  HttpResponse<Void> start() {
    return HttpResponse.seeOther(URI.create("/docs/index.html"));
  }

  @Get("/docs")
  HttpResponse<Void> docs() {
    return start();
  }
}
