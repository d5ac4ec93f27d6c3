package dev.tidemark.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.contract.conf.Environment;
import dev.tidemark.contract.conf.Platform;
import dev.tidemark.contract.conf.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ApiKeysTest {
  private static final String ONE = "0123456789abcdef";
  private static final String TWO = "fedcba9876543210==";

  private static ApiKeys keys(String one, String two) {
    return ApiKeys.of(
        List.of(
            new Platform.ApiKey("one", new Secret("${env:ONE}")),
            new Platform.ApiKey("two", new Secret("${env:TWO}"))),
        Environment.of(Map.of("ONE", one, "TWO", two)));
  }

  @Test
  void knowsWhoseAKeyIs() {
    ApiKeys keys = keys(ONE, TWO);

    assertThat(keys.names()).containsExactly("one", "two");
    assertThat(keys.owner(ONE)).contains("one");
    assertThat(keys.owner(TWO)).contains("two");
    assertThat(keys.owner(ONE + "0")).isEmpty();
    assertThat(keys.owner("")).isEmpty();
  }

  @Test
  void refusesKeysThatAreShortOrCannotStandInAHeader() {
    String rule = "key 'two' must have 16 characters or more, letters, digits and -._~+/ only";
    for (String unfit : List.of("", "0123456789abcde", "0123456789 abcdef", "0123456789abcdéf")) {
      assertThatThrownBy(() -> keys(ONE, unfit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(rule);
    }
  }

  @Test
  void refusesOneKeyForTwoCallers() {
    assertThatThrownBy(() -> keys(ONE, ONE))
        .hasMessage("keys 'one' and 'two' are the same, so nobody could tell their callers apart");
  }
}
