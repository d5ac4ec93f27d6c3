package dev.tidemark.api.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** The response for a problem. */
final class ProblemBody {
  private ProblemBody() {}

  static MutableHttpResponse<Map<String, Object>> response(
      HttpRequest<?> request, ProblemException problem) {
    MutableHttpResponse<Map<String, Object>> response =
        HttpResponse.<Map<String, Object>>status(problem.kind().status(), problem.kind().title());
    problem.headers().forEach(response::header);
    return fill(request, problem, response);
  }

  static MutableHttpResponse<Map<String, Object>> fill(
      HttpRequest<?> request,
      ProblemException problem,
      MutableHttpResponse<Map<String, Object>> response) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.kind().type());
    body.put("title", problem.kind().title());
    body.put("status", problem.kind().status());
    body.put("detail", problem.getMessage());
    body.put("instance", request.getUri().toString());
    body.putAll(problem.members());
    return response.body(body).contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
  }
}
