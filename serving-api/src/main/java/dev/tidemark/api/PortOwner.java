package dev.tidemark.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process listens on a port, where Linux lets us see it. */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /** {@code process 4711 (java)}; nothing where it cannot be known. */
  static Optional<String> of(int port) {
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(PROC.resolve("net").resolve(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
        .filter(fields -> fields[1].endsWith(String.format(Locale.ROOT, ":%04X", port)))
        .flatMap(fields -> holder("socket:[" + fields[9] + "]").stream())
        .findFirst();
  }

  private static Optional<String> holder(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process, socket))
        .map(
            process ->
                "process %s (%s)"
                    .formatted(
                        process.pid(),
                        process
                            .info()
                            .command()
                            .map(command -> Path.of(command).getFileName().toString())
                            .orElse("unknown")))
        .findFirst();
  }

  private static boolean holds(ProcessHandle process, String socket) {
    Path descriptors = PROC.resolve(Long.toString(process.pid())).resolve("fd");
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.anyMatch(descriptor -> leadsTo(descriptor, socket));
    } catch (IOException e) { // another user's, or just gone
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) { // just closed
      return false;
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException e) { // not Linux
      return Stream.empty();
    }
  }
}
