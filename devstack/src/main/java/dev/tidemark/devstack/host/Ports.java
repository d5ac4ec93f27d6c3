package dev.tidemark.devstack.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
  // below the range from which Linux gives ports to outgoing connections, which would take them
  // between a stop and the next start
  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private Ports() {}

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // what only waits for late packets is free
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Different ports, all free a moment ago; another call gives others. */
  public static List<Integer> free(int count) {
    return ThreadLocalRandom.current()
        .ints(FIRST, END)
        .distinct()
        .filter(Ports::isFree)
        .limit(count)
        .boxed()
        .toList();
  }
}
