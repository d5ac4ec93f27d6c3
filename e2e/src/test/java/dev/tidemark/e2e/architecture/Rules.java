package dev.tidemark.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** The rules, apart from the classes they are held against, so that planted ones can be too. */
final class Rules {
  private Rules() {}

  /**
   * A module knows only the modules it has an edge to.
   *
   * @param own its package below the root
   * @param edges packages below the root
   */
  static ArchRule onlyEdges(String root, String own, List<String> edges) {
    List<String> allowed = new ArrayList<>(edges);
    allowed.add(own);
    DescribedPredicate<JavaClass> stranger =
        DescribedPredicate.describe(
            "in " + root + " outside " + allowed,
            type ->
                type.getPackageName().startsWith(root + ".")
                    && allowed.stream()
                        .noneMatch(edge -> isWithin(type.getPackageName(), root + "." + edge)));
    return noClasses()
        .that()
        .resideInAPackage(root + "." + own + "..")
        .should()
        .dependOnClassesThat(stranger)
        .allowEmptyShould(true);
  }

  static ArchRule noPackageCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** The api reads ClickHouse: it knows no Spark and no Kafka. */
  static ArchRule apiKnowsNoSparkAndNoKafka(String api) {
    return noClasses()
        .that()
        .resideInAPackage(api + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.kafka..", "io.delta..")
        .allowEmptyShould(true);
  }

  /** What two modules must agree on needs neither. */
  static ArchRule contractKnowsNoEngine(String contract) {
    return noClasses()
        .that()
        .resideInAPackage(contract + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..", "org.apache.kafka..", "io.delta..", "com.clickhouse..")
        .allowEmptyShould(true);
  }

  private static boolean isWithin(String candidate, String parent) {
    return candidate.equals(parent) || candidate.startsWith(parent + ".");
  }
}
