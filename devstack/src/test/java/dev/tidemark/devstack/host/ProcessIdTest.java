package dev.tidemark.devstack.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ProcessIdTest {
  @Test
  void isReadBackAsItWasWritten() {
    ProcessId self = ProcessId.running(ProcessHandle.current().pid()).orElseThrow();

    assertThat(ProcessId.parse(self.toString())).isEqualTo(self);
    assertThat(self.isAlive()).isTrue();
    assertThat(self.residentKib()).isPositive();
  }

  @Test
  void isNotAliveWhenAnotherProcessHasItsPid() {
    ProcessId self = ProcessId.running(ProcessHandle.current().pid()).orElseThrow();

    assertThat(new ProcessId(self.pid(), self.startedTicks() - 1).isAlive()).isFalse();
  }

  @Test
  void isNotAliveOnceItsProcessEnded() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessId id = ProcessId.running(process.pid()).orElseThrow();

    process.destroyForcibly();

    Awaitility.await().until(() -> !id.isAlive());
    assertThat(id.residentKib()).isZero();
  }
}
