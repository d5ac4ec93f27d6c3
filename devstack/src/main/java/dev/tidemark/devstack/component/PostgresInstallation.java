package dev.tidemark.devstack.component;

import dev.tidemark.devstack.host.FileTree;
import dev.tidemark.devstack.host.LogFile;
import dev.tidemark.devstack.host.PrivateFile;
import dev.tidemark.devstack.settings.Account;
import dev.tidemark.devstack.settings.Endpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tukaani.xz.XZInputStream;

/** The binaries, unpacked where they are needed first, and a new data folder. */
record PostgresInstallation(Path base, LogFile log) {
  private static final String PACKED = "postgres-linux-x86_64.txz";
  private static final int MOST_SECONDS = 10;

  /** Postgres refuses root: in a user namespace of its own, root is somebody else. */
  List<String> program(String name) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(unpacked().resolve("bin").resolve(name).toString());
    return command;
  }

  /**
   * Does nothing where there is data already; a half-made folder is made anew.
   *
   * @param server SQL that is run once in the server's own database, then {@code database} in ours
   */
  void install(Path data, Account admin, List<String> server, List<String> database)
      throws IOException {
    unpack();
    if (Files.isRegularFile(data.resolve("PG_VERSION"))) {
      return;
    }
    Path fresh = data.resolveSibling("data.new");
    FileTree.delete(fresh);
    Path password = data.resolveSibling("admin.new");
    PrivateFile.write(password, admin.password() + "\n");
    List<String> init = program("initdb");
    init.addAll(
        List.of(
            "--pgdata=" + fresh,
            "--username=" + admin.user(),
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
    run(init, List.of());
    Files.delete(password);
    single(fresh, "postgres", server);
    single(fresh, Endpoints.DATABASE, database);
    Files.move(fresh, data);
  }

  /**
   * A server that was killed leaves children for a moment, which a new one would refuse to meet.
   */
  void awaitTheEndOfChildren(Path data) throws IOException {
    CompletableFuture<?>[] ends =
        workingIn(data).stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Postgres' children ended", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "processes of an earlier Postgres still work in %s after %s s; end them, then run again: %s"
              .formatted(
                  data, MOST_SECONDS, workingIn(data).stream().map(ProcessHandle::pid).toList()),
          e);
    }
  }

  private static List<ProcessHandle> workingIn(Path data) {
    return ProcessHandle.allProcesses()
        .filter(process -> isIn(Path.of("/proc", Long.toString(process.pid()), "cwd"), data))
        .toList();
  }

  private static boolean isIn(Path link, Path folder) {
    try {
      return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(folder);
    } catch (IOException e) {
      return false; // it ended, or is another user's
    }
  }

  private void single(Path data, String database, List<String> sql) throws IOException {
    List<String> command = program("postgres");
    command.addAll(List.of("--single", "-D", data.toString(), database));
    run(command, sql);
  }

  private void unpack() throws IOException {
    if (Files.isDirectory(unpacked())) {
      return;
    }
    Path packed = base.resolve(PACKED);
    if (!Files.exists(packed)) {
      throw new IOException(
          "Postgres is not at %s; build the module: mvn -pl devstack package".formatted(packed));
    }
    Path fresh = base.resolve("server.new");
    FileTree.delete(fresh);
    Files.createDirectories(fresh);
    Process tar = start(List.of("tar", "-x", "-f", "-", "-C", fresh.toString()));
    try (InputStream in = new XZInputStream(Files.newInputStream(packed));
        OutputStream out = tar.getOutputStream()) {
      in.transferTo(out);
    }
    end(tar, "tar");
    Files.move(fresh, unpacked());
  }

  private Path unpacked() {
    return base.resolve("server");
  }

  private void run(List<String> command, List<String> input) throws IOException {
    Process process = start(command);
    try (OutputStream out = process.getOutputStream()) {
      for (String line : input) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    end(process, command.get(command.size() - 1));
  }

  private Process start(List<String> command) throws IOException {
    Files.createDirectories(log.path().getParent());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
        .start();
  }

  private void end(Process process, String what) throws IOException {
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with %s; it said:%n%s"
                .formatted(what, code, String.join("\n", log.tail(15))));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Postgres' data folder was made", e);
    }
  }
}
