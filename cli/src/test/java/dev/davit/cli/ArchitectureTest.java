package dev.davit.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds the arrows between modules and packages. No rule can be vacuous: what it speaks of must
 * exist, on both sides.
 */
class ArchitectureTest {
  private static JavaClasses davit;

  @BeforeAll
  static void importClasses() {
    davit =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(where -> !where.contains("-tests.jar"))
            .importPackages("dev.davit");
    assertThat(davit.size()).as("classes imported").isGreaterThan(250);
    for (String each :
        new String[] {
          "core.model",
          "core.port",
          "core.spi",
          "core.usecase",
          "core.internal",
          "core.support",
          "local",
          "testkit",
          "cli"
        }) {
      assertThat(in("dev.davit." + each)).as("classes in " + each).isPositive();
    }
  }

  @Test
  void coreDependsOnTheJdkAndAnnotationsAndLoggingOnly() {
    check(
        "dev.davit.core",
        classes()
            .that()
            .resideInAPackage("dev.davit.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.davit.core..",
                "java..",
                "org.slf4j..",
                "org.jspecify..",
                "com.google.errorprone.annotations.."));
  }

  @Test
  void coreLogs() {
    assertThat(dependents("dev.davit.core", "org.slf4j")).isPositive();
    assertThat(dependents("dev.davit.core", "org.jspecify.annotations")).isPositive();
  }

  @Test
  void useCasesDoWithoutWhatHelpsProviders() {
    forbid("dev.davit.core.usecase", "dev.davit.core.support");
  }

  @Test
  void valuesAndPortsKnowNobodyAbove() {
    forbid("dev.davit.core.model", "dev.davit.core.port");
    forbid("dev.davit.core.model", "dev.davit.core.spi");
    forbid("dev.davit.core.port", "dev.davit.core.usecase");
    forbid("dev.davit.core.port", "dev.davit.core.internal");
    forbid("dev.davit.core.spi", "dev.davit.core.usecase");
    forbid("dev.davit.core.spi", "dev.davit.core.internal");
  }

  @Test
  void adaptersKnowPortsNotUseCases() {
    for (String adapter : new String[] {"dev.davit.local", "dev.davit.core.support"}) {
      assertThat(dependents(adapter, "dev.davit.core.port")).as(adapter).isPositive();
      forbid(adapter, "dev.davit.core.usecase");
      forbid(adapter, "dev.davit.core.internal");
    }
    forbid("dev.davit.local", "dev.davit.cli");
    forbid("dev.davit.local", "dev.davit.testkit");
  }

  @Test
  void theCommandKnowsProvidersOnlyAtRunTime() {
    assertThat(dependents("dev.davit.cli", "dev.davit.core.usecase")).isPositive();
    forbid("dev.davit.cli", "dev.davit.local");
    forbid("dev.davit.cli", "dev.davit.core.internal");
    forbid("dev.davit.cli", "dev.davit.core.support");
  }

  @Test
  void injectionAndOptionsAreTheCommandsBusiness() {
    for (String framework :
        new String[] {"com.google.inject", "picocli", "jakarta.inject", "ch.qos.logback"}) {
      assertThat(dependents("dev.davit.cli", framework)).as(framework).isPositive();
      check(
          "dev.davit.core",
          noClasses()
              .that()
              .resideInAPackage("dev.davit..")
              .and()
              .resideOutsideOfPackage("dev.davit.cli..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(framework + ".."));
    }
  }

  @Test
  void onlyTheCommandWritesToTheStandardStreams() {
    ArchRule rule = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
    JavaClasses cli = davit.that(describe("in cli", c -> below(c, "dev.davit.cli")));
    assertThat(rule.evaluate(cli).hasViolation()).as("the rule sees what cli does").isTrue();
    DescribedPredicate<JavaClass> program = // test servers that are started as processes
        describe("a server's main class", c -> c.getSimpleName().endsWith("ServerMain"));
    assertThat(davit.that(program)).hasSize(2);
    rule.check(
        davit.that(describe("not in cli", c -> !below(c, "dev.davit.cli") && !program.test(c))));
  }

  @Test
  void packagesOfCoreHaveNoCycles() {
    slices().matching("dev.davit.core.(*)..").should().beFreeOfCycles().check(davit);
  }

  @Test
  void packagesOfTheCommandHaveNoCycles() {
    slices().matching("dev.davit.cli.(*)..").should().beFreeOfCycles().check(davit);
  }

  private static void forbid(String from, String to) {
    assertThat(in(to)).as(to).isPositive();
    check(
        from,
        noClasses()
            .that()
            .resideInAPackage(from + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(to + ".."));
  }

  private static void check(String from, ArchRule rule) {
    assertThat(in(from)).as(from).isPositive();
    rule.check(davit);
  }

  private static long in(String name) {
    return davit.stream().filter(each -> below(each, name)).count();
  }

  private static long dependents(String from, String to) {
    return davit.stream()
        .filter(each -> below(each, from))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> below(dependency.getTargetClass(), to))
        .count();
  }

  private static boolean below(JavaClass each, String name) {
    return each.getPackageName().equals(name) || each.getPackageName().startsWith(name + ".");
  }
}
