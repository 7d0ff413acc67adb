package dev.atocore.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, as ARCHITECTURE.md draws them, and rules for all packages. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.atocore")
          .that(resideOutsideOfPackage("dev.atocore.testing.."));

  @Test
  void classes_ofEveryModuleAreLookedAt() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      modules.add(type.getPackageName().split("\\.", -1)[2]);
    }
    assertThat(modules)
        .containsExactly(
            "alerts", "audit", "cli", "core", "integrity", "markdown", "mcp", "server");
  }

  @Test
  void alerts_knowNothingOfOurs_andNoDatabase() {
    doesNotKnow(
        "dev.atocore.alerts..",
        "dev.atocore.audit..",
        "dev.atocore.core..",
        "dev.atocore.integrity..",
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..",
        "java.sql..",
        "javax.sql..",
        "org.jooq..",
        "org.sqlite..");
  }

  @Test
  void audit_knowsNothingOfOurs_andPlainJdbcOnly() {
    doesNotKnow(
        "dev.atocore.audit..",
        "dev.atocore.alerts..",
        "dev.atocore.core..",
        "dev.atocore.integrity..",
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..",
        "org.jooq..",
        "org.sqlite..");
  }

  @Test
  void core_knowsAuditOnly() {
    doesNotKnow(
        "dev.atocore.core..",
        "dev.atocore.alerts..",
        "dev.atocore.integrity..",
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..");
  }

  @Test
  void markdown_knowsCoreOnly_andOnlyTheCliKnowsIt() {
    doesNotKnow(
        "dev.atocore.markdown..",
        "dev.atocore.alerts..",
        "dev.atocore.audit..",
        "dev.atocore.integrity..",
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..",
        "java.sql..");
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.atocore.markdown..", "dev.atocore.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.atocore.markdown..")
        .check(CLASSES);
    aloneKnows("dev.atocore.markdown..", "org.commonmark..");
  }

  @Test
  void integrity_knowsNeitherServerNorCli() {
    doesNotKnow(
        "dev.atocore.integrity..",
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..");
  }

  @Test
  void server_doesNotKnowTheCli() {
    doesNotKnow("dev.atocore.server..", "dev.atocore.cli..");
  }

  @Test
  void mcp_knowsNeitherServerNorCli_andNoDatabase() {
    doesNotKnow(
        "dev.atocore.mcp..",
        "dev.atocore.server..",
        "dev.atocore.cli..",
        "io.undertow..",
        "java.sql..",
        "javax.sql..",
        "org.sqlite..");
  }

  @Test
  void sdkOfTheProtocol_isInItsModuleAlone() {
    aloneKnows("dev.atocore.mcp..", "io.modelcontextprotocol..", "reactor..");
  }

  @Test
  void server_seesNoDatabase() {
    doesNotKnow("dev.atocore.server..", "java.sql..", "javax.sql..", "org.jooq..", "org.sqlite..");
  }

  /** What a caller sees and may do is decided by the store that is bound to them. */
  @Test
  void handlers_reachTheStoreByTheirCallerAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.atocore.server.api", "dev.atocore.server.web")
        .and()
        .doNotHaveSimpleName("Health")
        .and()
        // It keeps what was answered, by the name of the caller, and answers nothing else.
        .doNotHaveSimpleName("IdempotentRoutes")
        .and()
        // It tells how old the answers of a standby are, which is nobody's memory.
        .doNotHaveSimpleName("CopyNotice")
        .should()
        .callMethodWhere(target(owner(type(MemoryStore.class))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.atocore.core..", "dev.atocore.integrity..")
        .should()
        .callMethod(GuardedStore.class, "unguarded")
        .check(CLASSES);
  }

  @Test
  void server_isOneDoorForTheCli() {
    doesNotKnow("dev.atocore.cli..", "dev.atocore.server.*..");
  }

  @Test
  void httpLibrary_isBehindTheDoor() {
    aloneKnows("dev.atocore.server.door", "io.undertow..", "org.xnio..");
  }

  @Test
  void mailLibrary_isInItsRoomAlone() {
    aloneKnows("dev.atocore.alerts.mail", "jakarta.mail..", "org.eclipse.angus..");
  }

  @Test
  void httpServer_knowsNothingOfTheStore() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.atocore.server.door", "dev.atocore.server.http")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.atocore.alerts..",
            "dev.atocore.audit..",
            "dev.atocore.core..",
            "dev.atocore.integrity..",
            "dev.atocore.server.api",
            "dev.atocore.server.figures",
            "dev.atocore.server.metrics",
            "dev.atocore.server.web")
        .check(CLASSES);
  }

  @Test
  void endpointsAndPages_doNotKnowEachOther() {
    slices()
        .matching("dev.atocore.server.(api|door|web)")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void commands_doNotKnowEachOther() {
    slices()
        .matching("dev.atocore.cli.command.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
  }

  @Test
  void framework_doesNotKnowItsCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.cli..")
        .and()
        .resideOutsideOfPackage("dev.atocore.cli.command..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.atocore.cli.command..")
        .check(CLASSES);
  }

  @Test
  void cli_isLayered() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("start")
        .definedBy("dev.atocore.cli")
        .layer("commands")
        .definedBy("dev.atocore.cli.command..")
        .layer("show")
        .definedBy("dev.atocore.cli.show")
        .layer("run")
        .definedBy("dev.atocore.cli.run")
        .layer("out")
        .definedBy("dev.atocore.cli.out")
        .whereLayer("start")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("show")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("run")
        .mayOnlyBeAccessedByLayers("start", "commands", "show")
        .check(CLASSES);
  }

  @Test
  void cli_outputKnowsNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("dev.atocore.cli.out")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.atocore..").and(resideOutsideOfPackage("dev.atocore.cli.out")))
        .check(CLASSES);
  }

  @Test
  void cli_knowsNoDatabase() {
    doesNotKnow("dev.atocore.cli..", "java.sql..", "javax.sql..", "org.sqlite..");
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.atocore.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void standardStreams_areTheCommandsOwn() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }

  @Test
  void commandLineLibrary_onlyInTheCli() {
    aloneKnows("dev.atocore.cli..", "picocli..");
  }

  @Test
  void bytecodeLibrary_isForTheBuildAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.objectweb.asm..", "dev.atocore.distribution..")
        .check(CLASSES);
  }

  /** What is printed is read by programs too, in whatever language the machine speaks. */
  @Test
  void text_isMadeInNoLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
        .check(CLASSES);
  }

  @Test
  void databindAndJavaUtilLogging_areNowhere() {
    noClasses()
        .that()
        // A DataSource has to have a method that gives a Logger of java.util.logging.
        .doNotHaveFullyQualifiedName("dev.atocore.core.db.postgres.PostgresPool$Source")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.databind..", "java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void packages_areNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      JavaPackage home = type.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static void doesNotKnow(String packages, String... known) {
    noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(known)
        .check(CLASSES);
  }

  private static void aloneKnows(String home, String... known) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(known)
        .check(CLASSES);
  }
}
