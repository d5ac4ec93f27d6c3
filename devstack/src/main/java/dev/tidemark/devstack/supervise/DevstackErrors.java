package dev.tidemark.devstack.supervise;

import dev.tidemark.devstack.host.PortHolder;
import dev.tidemark.devstack.settings.ComponentName;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.settings.PortName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every message that a devstack gives up with. */
public final class DevstackErrors {
  private static final int LOG_LINES = 25;

  private DevstackErrors() {}

  static String portInUse(int port, ComponentName component, Optional<PortHolder> holder) {
    String who =
        holder
            .map(found -> "pid %s: %s".formatted(found.pid(), found.commandLine()))
            .orElse("a process that this user may not look at");
    return "port %s (for %s) is in use by %s".formatted(port, component, who);
  }

  /** For a port of what works beside the devstack. */
  public static DevstackException portInUse(int port, String user) {
    return new DevstackException.Misconfigured(
        "port %s (for %s) is in use by %s%nStop what holds it, or choose others: --ports free"
            .formatted(port, user, holder(port)));
  }

  private static String holder(int port) {
    return PortHolder.of(port)
        .map(found -> "pid %s: %s".formatted(found.pid(), found.commandLine()))
        .orElse("a process that this user may not look at");
  }

  static DevstackException portsInUse(List<String> ports) {
    return new DevstackException.Misconfigured(
        String.join("\n", ports)
            + "\nStop what holds them, or let the devstack choose others: up --ports free");
  }

  static DevstackException didNotPrepare(ComponentName component, Exception cause) {
    return new DevstackException(
        "%s cannot be started: %s".formatted(component, cause.getMessage()), cause);
  }

  static DevstackException ended(ComponentName component, DevstackLayout layout) {
    return new DevstackException(
        "%s ended while it was starting.%n%s".formatted(component, logTail(component, layout)),
        null);
  }

  static DevstackException silent(
      ComponentName component, Duration patience, Exception last, DevstackLayout layout) {
    return new DevstackException(
        "%s does not answer after %s s (%s).%n%s"
            .formatted(component, patience.toSeconds(), last, logTail(component, layout)),
        last);
  }

  static DevstackException unreachable(URI clickhouse, Exception cause) {
    return new DevstackException.Misconfigured(
        ("ClickHouse at %s cannot be used: %s. Check the url, CLICKHOUSE_USER and"
                + " CLICKHOUSE_PASSWORD, or leave --clickhouse away for the embedded engine")
            .formatted(clickhouse, cause.getMessage()));
  }

  public static DevstackException portsFixed(Map<PortName, Integer> held) {
    return new DevstackException.Misconfigured(
        "the devstack runs on other ports (%s); take it down first: down".formatted(held));
  }

  public static DevstackException unusableFolder(Path folder, Exception cause) {
    return new DevstackException.Misconfigured(
        "the data folder %s cannot be used: %s; give another one with --data"
            .formatted(folder, cause));
  }

  static DevstackException busy(Path lock) {
    return new DevstackException.Misconfigured(
        "another program starts or stops this devstack just now (it holds %s); wait for it"
            .formatted(lock));
  }

  static DevstackException survived(ComponentName component, long pid) {
    return new DevstackException(
        "%s (pid %s) is still there after SIGKILL; is it waiting for a disk?"
            .formatted(component, pid),
        null);
  }

  private static String logTail(ComponentName component, DevstackLayout layout) {
    List<String> tail = layout.log(component).tail(LOG_LINES);
    return "The end of %s:%n  %s"
        .formatted(layout.log(component).path(), String.join("\n  ", tail));
  }
}
