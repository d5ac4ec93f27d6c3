package dev.tidemark.api.problem;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives what the web framework refuses by itself the same body as our own refusals. */
@Singleton
final class FrameworkProblems implements ErrorResponseProcessor<Map<String, Object>> {

  @Override
  @SuppressWarnings("unchecked") // the body is replaced
  public MutableHttpResponse<Map<String, Object>> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    ProblemKind kind = ProblemKind.ofStatus(response.code());
    String method = context.getRequest().getMethodName();
    String path = context.getRequest().getPath();
    String detail =
        switch (kind) {
          case UNKNOWN_PATH ->
              "There is nothing at %s; /docs lists what there is, answers are below /v1/."
                  .formatted(path);
          case METHOD_NOT_ALLOWED ->
              "%s is not possible at %s; this API only reads, use GET.".formatted(method, path);
          case INTERNAL ->
              "The request failed for a reason that is not yours; the log of the API has it.";
          default -> messages(context, kind);
        };
    return ProblemBody.fill(
        context.getRequest(),
        new ProblemException(kind, detail),
        (MutableHttpResponse<Map<String, Object>>) response);
  }

  private static String messages(ErrorContext context, ProblemKind kind) {
    return context.hasErrors()
        ? context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "))
        : kind.title();
  }
}
