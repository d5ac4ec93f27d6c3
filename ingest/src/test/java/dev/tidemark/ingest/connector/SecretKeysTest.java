package dev.tidemark.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretKeysTest {
  @ParameterizedTest
  @CsvSource({
    "database.password, hunter2, ***",
    "database.password, ${env:P}, ${env:P}",
    "database.password, ${dir:/run/secrets:shop}, ${dir:/run/secrets:shop}",
    "database.user, root, ***",
    "database.user, ${env:U}, ${env:U}",
    "a.jaas.config, x password=y, ***",
    "url, jdbc:x?password=hunter2, ***",
    "apicurio.auth.client.secret, s, ***",
    "heartbeat.interval.ms, 1000, 1000",
  })
  void showsReferencesAndHidesSecrets(String key, String value, String shown) {
    assertThat(SecretKeys.shown(key, value)).isEqualTo(shown);
  }
}
