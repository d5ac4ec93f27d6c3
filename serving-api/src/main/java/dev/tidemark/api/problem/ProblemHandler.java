package dev.tidemark.api.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for everything that a request throws; what nobody foresaw is logged and not shown. */
@Singleton
@Produces("application/problem+json")
final class ProblemHandler
    implements ExceptionHandler<Throwable, MutableHttpResponse<Map<String, Object>>> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  @Override
  @SuppressWarnings("rawtypes") // the interface takes a raw request
  public MutableHttpResponse<Map<String, Object>> handle(HttpRequest request, Throwable thrown) {
    if (thrown instanceof ProblemException problem) {
      return ProblemBody.response(request, problem);
    }
    LOG.atError().addKeyValue("path", request.getPath()).setCause(thrown).log("request failed");
    return ProblemBody.response(
        request,
        new ProblemException(
            ProblemKind.INTERNAL,
            "The request failed for a reason that is not yours; the log of the API has it."));
  }
}
