package dev.tidemark.api.access;

import java.util.regex.Pattern;

/**
 * What is open to everybody: the description of the API, its health and its metrics. Everything
 * else needs a key, also what does not exist; a path with a trick in it is never open.
 */
final class OpenPaths {
  private static final Pattern OPEN =
      Pattern.compile(
          "/|/docs(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*|/openapi(\\.json|\\.yaml)?|/health(/live)?|/prometheus");

  private OpenPaths() {}

  /**
   * @param path as it stands in the request, nothing decoded
   */
  static boolean contain(String path) {
    return OPEN.matcher(path).matches();
  }
}
