package dev.tidemark.api.gold;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;

/** The header that says how far an answer reaches; absent while nobody can say. */
final class ValidThrough {
  static final String HEADER = "Valid-Through";

  private ValidThrough() {}

  static <T> HttpResponse<T> response(Found found, T body) {
    MutableHttpResponse<T> response = HttpResponse.ok(body);
    found.validThrough().ifPresent(through -> response.header(HEADER, through.toString()));
    return response;
  }

  /** For a body, where absent is null. */
  static String text(Found found) {
    return found.validThrough().map(Instant::toString).orElse(null);
  }
}
