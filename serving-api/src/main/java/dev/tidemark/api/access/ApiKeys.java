package dev.tidemark.api.access;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys that open the API; holds their digests only. */
public final class ApiKeys {
  private static final int SHORTEST = 16;

  /** What RFC 6750 lets stand behind {@code Bearer}. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Map<String, byte[]> digests;

  private ApiKeys(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Resolves the keys of conf.
   *
   * @throws IllegalArgumentException naming the key that is missing or unfit, never its value
   */
  public static ApiKeys of(List<Platform.ApiKey> keys, Environment environment) {
    Map<String, byte[]> digests = new LinkedHashMap<>();
    for (Platform.ApiKey key : keys) {
      String value = key.key().reveal(environment);
      if (value.length() < SHORTEST || !TOKEN.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "key '%s' must have %s characters or more, letters, digits and -._~+/ only"
                .formatted(key.name(), SHORTEST));
      }
      byte[] digest = digest(value);
      digests.forEach(
          (name, other) -> {
            if (MessageDigest.isEqual(digest, other)) {
              throw new IllegalArgumentException(
                  "keys '%s' and '%s' are the same, so nobody could tell their callers apart"
                      .formatted(name, key.name()));
            }
          });
      digests.put(key.name(), digest);
    }
    return new ApiKeys(digests);
  }

  /** Names of the callers, in the order of conf. */
  public List<String> names() {
    return new ArrayList<>(digests.keySet());
  }

  /** Whose key it is; takes as long for every key, right or wrong. */
  Optional<String> owner(String given) {
    byte[] digest = digest(given);
    String owner = null;
    for (Map.Entry<String, byte[]> known : digests.entrySet()) {
      if (MessageDigest.isEqual(digest, known.getValue())) {
        owner = known.getKey();
      }
    }
    return Optional.ofNullable(owner);
  }

  private static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
