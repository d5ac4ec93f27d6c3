package dev.tidemark.devstack.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortHolderTest {
  @Test
  void namesTheProcessThatListens() throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Ports.isFree(held.getLocalPort())).isFalse();
      assertThat(PortHolder.of(held.getLocalPort()))
          .hasValueSatisfying(
              holder -> {
                assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(holder.commandLine()).contains("java");
              });
    }
  }

  @Test
  void namesNobodyForAFreePort() {
    int port = Ports.free(1).get(0);

    assertThat(Ports.isFree(port)).isTrue();
    assertThat(PortHolder.of(port)).isEmpty();
  }

  @Test
  void readsOnlyListenersFromTheKernelsTable() {
    List<String> table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1",
            "   1: 0100007F:2384 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4712 1",
            "   2: 0100007F:2385 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1");

    assertThat(PortHolder.inodes(table, 9092)).containsExactly("4711");
  }

  @Test
  void findsDifferentFreePorts() {
    assertThat(Ports.free(20)).doesNotHaveDuplicates().hasSize(20);
  }
}
