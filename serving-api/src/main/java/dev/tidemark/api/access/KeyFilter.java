package dev.tidemark.api.access;

import dev.tidemark.api.problem.ProblemException;
import dev.tidemark.api.problem.ProblemKind;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/** Asks for a key before anything else looks at a request. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KeyFilter {
  private static final String SCHEME = "Bearer";
  private static final String HOW =
      "send one of the keys under api in tidemark.yaml, as the header 'Authorization: Bearer KEY'";

  private final ApiKeys keys;

  KeyFilter(ApiKeys keys) {
    this.keys = keys;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (OpenPaths.contain(request.getUri().getRawPath())) {
      return;
    }
    Optional<String> header = request.getHeaders().findFirst(HttpHeaders.AUTHORIZATION);
    if (header.isEmpty()) {
      throw refusal("This answer needs a key; %s.".formatted(HOW), SCHEME + " realm=\"tidemark\"");
    }
    boolean known = key(header.get()).flatMap(keys::owner).isPresent();
    if (!known || request.getHeaders().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
      throw refusal(
          "The key that was sent opens nothing; %s.".formatted(HOW),
          SCHEME + " realm=\"tidemark\", error=\"invalid_token\"");
    }
  }

  /** What follows the scheme, which is written in any case. */
  private static Optional<String> key(String header) {
    String[] words = header.strip().split(" +", 2);
    return words.length == 2 && words[0].equalsIgnoreCase(SCHEME)
        ? Optional.of(words[1])
        : Optional.empty();
  }

  private static ProblemException refusal(String detail, String challenge) {
    return new ProblemException(ProblemKind.NO_KEY, detail)
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }
}
