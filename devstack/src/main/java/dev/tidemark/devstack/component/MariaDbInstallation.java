package dev.tidemark.devstack.component;

import dev.tidemark.devstack.host.FileTree;
import dev.tidemark.devstack.host.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The unpacked binaries, and the system tables of a new data folder. */
record MariaDbInstallation(Path base, LogFile log) {

  /** The server with the options that any of its starts has. */
  List<String> server() {
    List<String> command = new ArrayList<>();
    command.add(base.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    command.add("--basedir=" + base);
    command.add("--lc-messages-dir=" + base.resolve("share"));
    if (runsAsRoot()) {
      command.add("--user=root");
    }
    return command;
  }

  /** Does nothing where there are tables already; a half-made folder is made anew. */
  void install(Path data) throws IOException {
    makeExecutable();
    if (Files.isDirectory(data.resolve("mysql"))) {
      return;
    }
    Path fresh = data.resolveSibling("data.new");
    FileTree.delete(fresh);
    List<String> command =
        new ArrayList<>(
            List.of(
                base.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + fresh,
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + System.getProperty("user.name"),
                "--skip-test-db",
                "--skip-name-resolve",
                "--innodb-log-file-size=64M",
                "--force"));
    if (runsAsRoot()) {
      command.add("--user=root");
    }
    run(command);
    Files.move(fresh, data);
  }

  private void run(List<String> command) throws IOException {
    Files.createDirectories(log.path().getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
            .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "mariadb-install-db ended with %s; it said:%n%s"
                .formatted(code, String.join("\n", log.tail(15))));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while MariaDB's tables were made", e);
    }
  }

  private void makeExecutable() throws IOException {
    if (!Files.isDirectory(base)) {
      throw new IOException(
          "MariaDB is not unpacked at %s; build the module: mvn -pl devstack package"
              .formatted(base));
    }
    for (String folder : List.of("bin", "scripts")) {
      try (Stream<Path> files = Files.list(base.resolve(folder))) {
        for (Path file : files.toList()) {
          if (!Files.isExecutable(file) && !file.toFile().setExecutable(true)) {
            throw new IOException("Cannot make %s executable".formatted(file));
          }
        }
      }
    }
  }

  private static boolean runsAsRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
