package dev.tidemark.devstack.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The processes of the devstack. */
public enum ComponentName {
  KAFKA,
  REGISTRY,
  MARIADB,
  /** Only where it is asked for. */
  POSTGRES,
  CLICKHOUSE,
  CONNECT;

  /**
   * @throws IllegalArgumentException naming the ones that exist
   */
  public static ComponentName parse(String text) {
    return Arrays.stream(values())
        .filter(name -> name.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no component is named '%s'; there are %s"
                        .formatted(text, String.join(", ", names()))));
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(ComponentName::toString).collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
