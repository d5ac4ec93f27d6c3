package dev.tidemark.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The product's modules: where their classes lie and which of the others each may know. */
final class Modules {
  /** Package of each module, below {@code dev.tidemark}. */
  static final Map<String, String> PACKAGES =
      Map.of(
          "contract", "contract",
          "ingest", "ingest",
          "transform", "transform",
          "backfill", "backfill",
          "serving-api", "api",
          "devstack", "devstack",
          "bench", "bench");

  /** The edges of design part 8, and no others; of ingest, backfill may use the signals only. */
  static final Map<String, List<String>> EDGES =
      Map.of(
          "contract", List.of(),
          "ingest", List.of("contract"),
          "transform", List.of("contract"),
          "backfill", List.of("contract", "transform", "ingest.signal"),
          "serving-api", List.of("contract"),
          "devstack", List.of(),
          "bench", List.of());

  private Modules() {}

  static Path root() {
    return Path.of(System.getProperty("tidemark.root"));
  }

  /** Classes of one module, from its target folder; none if it has no code yet. */
  static JavaClasses classesOf(String module) {
    Path classes = root().resolve(module).resolve("target/classes");
    return Files.isDirectory(classes)
        ? new ClassFileImporter().importPath(classes)
        : new ClassFileImporter().importClasses();
  }

  /** Classes of every module. */
  static JavaClasses all() {
    return new ClassFileImporter()
        .importPaths(
            PACKAGES.keySet().stream()
                .map(module -> root().resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toArray(Path[]::new));
  }
}
