package dev.tidemark.api.gold;

import dev.tidemark.api.ask.Filter;
import dev.tidemark.api.ask.Parameters;
import dev.tidemark.api.ask.Parameters.Count;
import dev.tidemark.api.ask.TimeBound;
import dev.tidemark.api.ask.TimeRange;
import dev.tidemark.api.clickhouse.Table;
import dev.tidemark.api.clickhouse.Tables;
import dev.tidemark.api.problem.ProblemKind;
import dev.tidemark.contract.conf.GoldModel;
import dev.tidemark.contract.conf.Serve;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;

/** Answers at the paths that conf gives to models. */
@Controller("/v1")
@ExecuteOn("clickhouse")
final class ServedController {
  static final Count LIMIT = new Count(1, 1_000, 10);
  private static final List<String> SINGLE = List.of("from", "to", "limit");

  private final Models models;
  private final Tables tables;
  private final Answers answers;

  ServedController(Models models, Tables tables, Answers answers) {
    this.models = models;
    this.tables = tables;
    this.answers = answers;
  }

  @Get("/{+path}")
  @Hidden // the document has one entry for each path of conf
  HttpResponse<ServedAnswer> answer(@PathVariable String path, HttpRequest<?> request) {
    GoldModel model = models.at(path);
    Serve serve = model.serve().orElseThrow();
    List<String> columns = Parameters.filters(SINGLE, serve.filters());
    Parameters parameters = Parameters.of(request.getParameters().asMap(), SINGLE, columns);
    int limit = parameters.count("limit", ProblemKind.BAD_LIMIT, LIMIT);
    Table table = tables.ofModel(model.name());
    TimeRange range = TimeRange.of(parameters, ServedColumns.type(table, serve.range()));
    List<Filter> filters = Filter.of(parameters, new ServedColumns(table, columns));
    Found found =
        answers.find(
            model.name(), new Rollup(range, filters, limit).statement(model, serve, table));
    return ValidThrough.response(
        found,
        new ServedAnswer(
            serve.path(),
            range.from().map(TimeBound::text).orElse(null),
            range.to().map(TimeBound::text).orElse(null),
            ValidThrough.text(found),
            found.rows()));
  }
}
