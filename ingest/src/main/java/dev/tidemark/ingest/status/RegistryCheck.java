package dev.tidemark.ingest.status;

import dev.tidemark.ingest.failure.IngestErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks the registry whether it is there. */
public final class RegistryCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  public RegistryStatus check(Optional<URI> url) {
    return new RegistryStatus(url, url.flatMap(RegistryCheck::failure));
  }

  private static Optional<String> failure(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(url.toString().replaceAll("/+$", "") + "/apis/registry/v2/system/info"))
            .timeout(TIMEOUT)
            .build();
    try {
      int status =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request, BodyHandlers.discarding())
              .statusCode();
      return status == 200 ? Optional.empty() : Optional.of("status " + status);
    } catch (ConnectException e) {
      return Optional.of("connection refused");
    } catch (IOException e) {
      return Optional.of(IngestErrors.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw IngestErrors.interrupted("asking the registry");
    }
  }
}
