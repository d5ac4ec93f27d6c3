package dev.tidemark.transform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class OwnerTest {
  private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");

  @Test
  void anOwnerIsGoneWithItsProcess() throws Exception {
    Owner self = Owner.ofThisProcess();
    Process child = new ProcessBuilder("true").start();
    child.waitFor();

    assertThat(self.isGone(NOW, NOW.plus(Duration.ofDays(9)))).isFalse();
    assertThat(Owner.parse(self.toString())).isEqualTo(self);
    assertThat(new Owner(self.host(), child.pid(), self.started()).isGone(NOW, NOW)).isTrue();
    assertThat(new Owner(self.host(), self.pid(), "another start").isGone(NOW, NOW)).isTrue();
    assertThat(Owner.parse("nonsense").isGone(NOW, NOW)).isTrue();
  }

  @Test
  void anOwnerElsewhereIsTakenForGoneAfterAnHourOfSilence() {
    Owner elsewhere = new Owner("another-host", 1, "");

    assertThat(elsewhere.isGone(NOW, NOW.plus(Owner.SILENCE))).isFalse();
    assertThat(elsewhere.isGone(NOW, NOW.plus(Owner.SILENCE).plusMillis(1))).isTrue();
  }
}
