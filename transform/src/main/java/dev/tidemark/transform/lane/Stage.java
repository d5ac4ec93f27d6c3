package dev.tidemark.transform.lane;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does of the path. */
public enum Stage {
  BRONZE,
  SILVER,
  GOLD,
  PUBLISH;

  public static Set<Stage> all() {
    return EnumSet.allOf(Stage.class);
  }

  /** {@code bronze}, {@code silver}, {@code gold} or {@code publish}. */
  public static Stage parse(String text) {
    return Arrays.stream(values())
        .filter(stage -> stage.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "stage '%s' is not one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(Stage::toString)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
