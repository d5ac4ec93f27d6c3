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
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;

/** Rows of any model, interval by interval. */
@Controller("/v1/gold")
@ExecuteOn("clickhouse")
final class GoldController {
  static final Count LIMIT = new Count(1, 1_000, 100);
  static final Count OFFSET = new Count(0, 100_000, 0);

  private static final List<String> SINGLE = List.of("from", "to", "order", "limit", "offset");

  private final Models models;
  private final Tables tables;
  private final Answers answers;

  GoldController(Models models, Tables tables, Answers answers) {
    this.models = models;
    this.tables = tables;
    this.answers = answers;
  }

  @Get("/{model}")
  @Hidden // the document has one entry for each model of conf
  HttpResponse<ModelPage> rows(@PathVariable("model") String name, HttpRequest<?> request) {
    GoldModel model = models.named(name);
    List<String> columns = Parameters.filters(SINGLE, model.key());
    Parameters parameters = Parameters.of(request.getParameters().asMap(), SINGLE, columns);
    Rows.Page page =
        new Rows.Page(
            parameters.count("limit", ProblemKind.BAD_LIMIT, LIMIT),
            parameters.count("offset", ProblemKind.BAD_OFFSET, OFFSET));
    Table table = tables.ofModel(name);
    TimeRange range = TimeRange.of(parameters, ServedColumns.type(table, model.intervalColumn()));
    Rows rows =
        new Rows(
            range,
            Filter.of(parameters, new ServedColumns(table, columns)),
            parameters.one("order").map(text -> RowOrder.parse(text, table)),
            page);
    Found found = answers.find(name, rows.statement(model, table));
    boolean more = found.rows().size() > page.limit();
    return ValidThrough.response(
        found,
        new ModelPage(
            name,
            range.from().map(TimeBound::text).orElse(null),
            range.to().map(TimeBound::text).orElse(null),
            ValidThrough.text(found),
            more ? found.rows().subList(0, page.limit()) : found.rows(),
            more ? next(request, page) : null));
  }

  private static String next(HttpRequest<?> request, Rows.Page page) {
    int offset = page.offset() + page.limit();
    return offset > OFFSET.most()
        ? null
        : UriBuilder.of(request.getUri()).replaceQueryParam("offset", offset).build().toString();
  }
}
