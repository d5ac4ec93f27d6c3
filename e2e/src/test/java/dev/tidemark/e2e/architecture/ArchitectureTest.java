package dev.tidemark.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain test methods on purpose: {@code @ArchTest} fields pass without running under Surefire. */
final class ArchitectureTest {
  private static final String ROOT = "dev.tidemark";
  private static final String PLANTED = "dev.tidemark.e2e.architecture.planted";

  @Test
  void modulesKnowOnlyThoseTheyHaveAnEdgeTo() {
    JavaClasses all = Modules.all();
    assertThat(all).isNotEmpty();

    Modules.EDGES.forEach(
        (module, edges) -> Rules.onlyEdges(ROOT, Modules.PACKAGES.get(module), edges).check(all));
  }

  @Test
  void theEdgeRuleHasBeenSeenToFail() {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

    assertThatThrownBy(() -> Rules.onlyEdges(PLANTED, "contract", List.of()).check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ContractThatKnowsAnEngine");
  }

  @Test
  void packagesFormNoCycle() {
    for (String module : Modules.PACKAGES.keySet()) {
      Rules.noPackageCycles(ROOT + "." + Modules.PACKAGES.get(module))
          .check(Modules.classesOf(module));
    }
  }

  @Test
  void theCycleRuleHasBeenSeenToFail() {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

    assertThatThrownBy(() -> Rules.noPackageCycles(PLANTED).check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected: Slice one");
  }

  @Test
  void theApiKnowsNoSparkAndNoKafka() {
    Rules.apiKnowsNoSparkAndNoKafka(ROOT + ".api").check(Modules.classesOf("serving-api"));
  }

  @Test
  void theContractKnowsNoEngine() {
    JavaClasses contract = Modules.classesOf("contract");
    assertThat(contract).isNotEmpty();

    Rules.contractKnowsNoEngine(ROOT + ".contract").check(contract);
  }

  @Test
  void theEngineRulesHaveBeenSeenToFail(@TempDir Path dir) throws IOException {
    JavaClasses planted = compile(dir, "planted", "org.apache.kafka.clients.admin");

    assertThatThrownBy(() -> Rules.apiKnowsNoSparkAndNoKafka("planted").check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted.Offender");
    assertThatThrownBy(() -> Rules.contractKnowsNoEngine("planted").check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("planted.Offender");
  }

  @Test
  void noProductClassKnowsATableOfTheSample() throws IOException {
    Set<String> names = SampleNames.ofSample(Modules.root().resolve("conf"));
    assertThat(names).isNotEmpty();

    for (String module : List.of("contract", "ingest", "transform", "backfill", "serving-api")) {
      assertThat(SampleNames.in(Modules.root().resolve(module).resolve("src/main/java"), names))
          .as(module)
          .isEmpty();
    }
  }

  @Test
  void theSampleRuleHasBeenSeenToFail(@TempDir Path dir) throws IOException {
    Files.writeString(
        dir.resolve("Offender.java"),
        "class Offender { String table = \"silver/\" + \"orders\"; }");

    assertThat(SampleNames.in(dir, Set.of("orders", "sales")))
        .containsExactly("Offender.java: orders");
  }

  /** A class of the package that uses a made-up class of the other package. */
  private static JavaClasses compile(Path dir, String own, String other) throws IOException {
    Path foreign = dir.resolve("src/" + other.replace('.', '/') + "/Foreign.java");
    Path offender = dir.resolve("src/" + own + "/Offender.java");
    Files.createDirectories(foreign.getParent());
    Files.createDirectories(offender.getParent());
    Files.writeString(foreign, "package %s; public class Foreign {}".formatted(other));
    Files.writeString(
        offender,
        "package %s; class Offender { %s.Foreign wrong = new %s.Foreign(); }"
            .formatted(own, other, other));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(dir.resolve("classes"));
    int result =
        compiler.run(
            null, null, null, "-d", classes.toString(), foreign.toString(), offender.toString());
    assertThat(result).isZero();
    return new ClassFileImporter().importPath(classes);
  }
}
