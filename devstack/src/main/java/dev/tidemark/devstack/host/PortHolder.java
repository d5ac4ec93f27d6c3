package dev.tidemark.devstack.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The process that listens on a TCP port. */
public record PortHolder(long pid, String commandLine) {
  private static final int SHOWN = 160;
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  /**
   * Empty when nobody listens, or when the listener belongs to a user whose files are closed to us.
   */
  public static Optional<PortHolder> of(int port) {
    Set<String> sockets =
        Stream.of("tcp", "tcp6")
            .flatMap(table -> listeners(Path.of("/proc/net", table), port))
            .map(inode -> "socket:[" + inode + "]")
            .collect(Collectors.toSet());
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(folder -> folder.getFileName().toString().matches("\\d+"))
          .filter(folder -> holdsAny(folder, sockets))
          .findFirst()
          .map(PortHolder::describe);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list /proc", e);
    }
  }

  static Stream<String> inodes(List<String> table, int port) {
    return table.stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[STATE].equals(LISTENING))
        .filter(fields -> port(fields[LOCAL_ADDRESS]) == port)
        .map(fields -> fields[INODE]);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static Stream<String> listeners(Path table, int port) {
    try {
      return inodes(Files.readAllLines(table), port);
    } catch (IOException e) {
      return Stream.empty(); // no IPv6 on this machine
    }
  }

  private static boolean holdsAny(Path process, Set<String> sockets) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.anyMatch(file -> sockets.contains(target(file)));
    } catch (IOException | UncheckedIOException e) {
      return false; // ended, or not ours to read
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static PortHolder describe(Path process) {
    String command;
    try {
      command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      command = "";
    }
    String line = command.replace('\0', ' ').strip();
    String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    return new PortHolder(Long.parseLong(process.getFileName().toString()), shown);
  }
}
