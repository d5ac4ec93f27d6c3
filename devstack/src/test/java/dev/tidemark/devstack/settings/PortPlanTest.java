package dev.tidemark.devstack.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortPlanTest {
  @Test
  void isReadBackAsItWasWritten(@TempDir Path folder) throws IOException {
    PortPlan plan = PortPlan.free();

    plan.write(folder.resolve("ports"));

    assertThat(PortPlan.read(folder.resolve("ports"))).contains(plan);
    assertThat(PortPlan.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void replacesOnlyPortsThatOthersHold() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<PortName, Integer> ports = new EnumMap<>(PortPlan.free().ports());
      ports.put(PortName.KAFKA, other.getLocalPort());
      ports.put(PortName.CONNECT, own.getLocalPort());

      PortPlan settled = new PortPlan(ports).replacingTaken(Set.of(PortName.CONNECT));

      assertThat(settled.of(PortName.KAFKA)).isNotEqualTo(other.getLocalPort());
      assertThat(settled.of(PortName.CONNECT)).isEqualTo(own.getLocalPort());
      assertThat(settled.of(PortName.MARIADB)).isEqualTo(ports.get(PortName.MARIADB));
    }
  }
}
