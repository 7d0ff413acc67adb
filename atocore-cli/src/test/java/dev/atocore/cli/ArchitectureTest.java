package dev.atocore.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and what every module keeps to. */
class ArchitectureTest {
  private static final String OURS = "dev.atocore..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.atocore");

  @Test
  void alerts_knowNoDatabaseAndNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.alerts..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.jooq..",
            "org.sqlite..",
            "dev.atocore.audit..",
            "dev.atocore.core..",
            "dev.atocore.integrity..",
            "dev.atocore.server..",
            "dev.atocore.cli..")
        .check(CLASSES);
  }

  @Test
  void audit_speaksPlainJdbcAndKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jooq..",
            "org.sqlite..",
            "dev.atocore.alerts..",
            "dev.atocore.core..",
            "dev.atocore.integrity..",
            "dev.atocore.server..",
            "dev.atocore.cli..")
        .check(CLASSES);
  }

  @Test
  void core_knowsOnlyTheAuditLog() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.atocore.alerts..",
            "dev.atocore.integrity..",
            "dev.atocore.server..",
            "dev.atocore.cli..")
        .check(CLASSES);
  }

  @Test
  void integrity_knowsNothingAboveIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.integrity..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.atocore.server..", "dev.atocore.cli..")
        .check(CLASSES);
  }

  @Test
  void server_knowsNothingAboveIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.atocore.cli..")
        .check(CLASSES);
  }

  @Test
  void modules_haveNoCycles() {
    slices().matching("dev.atocore.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCommand_usesTheStandardStreams() {
    noClasses()
        .that()
        .resideInAPackage(OURS)
        .and()
        .resideOutsideOfPackage("dev.atocore.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void onlyCore_namesTheDatabaseItself() {
    noClasses()
        .that()
        .resideInAPackage(OURS)
        .and()
        .resideOutsideOfPackages("dev.atocore.core..", "dev.atocore.cli.dist..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void everyPackage_isNullMarked() {
    classes()
        .that()
        .resideInAPackage(OURS)
        .and()
        .resideOutsideOfPackage("dev.atocore.core.jooq..")
        .should(
            new ArchCondition<JavaClass>("be in a null-marked package") {
              @Override
              public void check(JavaClass one, ConditionEvents events) {
                boolean marked = one.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(one, marked, one.getName()));
              }
            })
        .check(CLASSES);
  }
}
