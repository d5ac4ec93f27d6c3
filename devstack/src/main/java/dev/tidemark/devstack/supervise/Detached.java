package dev.tidemark.devstack.supervise;

import dev.tidemark.devstack.component.Launch;
import dev.tidemark.devstack.host.LogFile;
import dev.tidemark.devstack.host.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One process that lives on when we end; a small file remembers which one it is. */
public record Detached(Path pidFile, LogFile log) {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** The remembered process if it still runs. */
  public Optional<ProcessId> running() {
    try {
      return Optional.of(ProcessId.parse(Files.readString(pidFile))).filter(ProcessId::isAlive);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // no file, or one that was cut short: nothing we could claim as ours
    }
  }

  public ProcessId start(Launch launch) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString()); // out of reach of the terminal's Ctrl-C
    }
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    ProcessId id =
        ProcessId.running(process.pid()).orElseGet(() -> new ProcessId(process.pid(), -1));
    Files.createDirectories(pidFile.getParent());
    Files.writeString(pidFile, id.toString());
    return id;
  }

  /**
   * SIGTERM, and SIGKILL for what does not heed it; only ever to the process that we started.
   *
   * @return false when it is still there
   */
  public static boolean stop(ProcessId process, Duration gentle, Duration hard) {
    Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
    handle.filter(same -> process.isAlive()).ifPresent(ProcessHandle::destroy);
    if (Patience.waitFor(() -> !process.isAlive(), gentle)) {
      return true;
    }
    handle.filter(same -> process.isAlive()).ifPresent(ProcessHandle::destroyForcibly);
    return Patience.waitFor(() -> !process.isAlive(), hard);
  }

  /**
   * SIGKILL at once, as a crash would end it; only ever to the process that we started.
   *
   * @return false when it is still there
   */
  public static boolean kill(ProcessId process, Duration hard) {
    ProcessHandle.of(process.pid())
        .filter(same -> process.isAlive())
        .ifPresent(ProcessHandle::destroyForcibly);
    return Patience.waitFor(() -> !process.isAlive(), hard);
  }

  public void forget() throws IOException {
    Files.deleteIfExists(pidFile);
  }
}
