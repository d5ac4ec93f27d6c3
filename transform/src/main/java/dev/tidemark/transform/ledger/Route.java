package dev.tidemark.transform.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a backfill re-enters the path. */
public enum Route {
  /** The source emits its rows again; they come through the topic as any record. */
  SOURCE,
  /** Silver is derived again from bronze. */
  BRONZE;

  /** {@code source} or {@code bronze}. */
  public static Route parse(String text) {
    return Arrays.stream(values())
        .filter(route -> route.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "route '%s' is not one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Route::toString)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
