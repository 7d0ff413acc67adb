package dev.atocore.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rooms of each module, as ARCHITECTURE.md draws those of core. A room uses rooms of the rows
 * before it, never one of its own row or a later one.
 */
class RoomsTest {
  private static final String ROOT = "dev.atocore.";

  /** From the floor to the door; a dot is the module's own package. */
  private static final Map<String, List<String>> ROWS =
      Map.of(
          "audit",
              List.of(
                  "io",
                  "entry",
                  "archive sql",
                  "extent",
                  "log",
                  "record",
                  "seal spool",
                  "checkpoint verify"),
          "core",
              List.of(
                  "error store",
                  "text",
                  "db model",
                  "access db.copy db.postgres db.sqlite image recall state",
                  "search",
                  "db.choice embedder key memory refusal",
                  "idempotency",
                  "change schema",
                  "bulk erase source",
                  "extracted log",
                  "guard",
                  ".",
                  "copy harness"),
          "alerts",
              List.of(
                  "text",
                  "event",
                  "json",
                  "format spool",
                  "sink",
                  "local net",
                  "mail",
                  "route",
                  "post",
                  "delivery",
                  "."),
          "integrity",
              List.of(
                  "alert scan",
                  "scope",
                  "check",
                  "builtin mend pipeline result",
                  "checks.log checks.memory checks.reference history",
                  "checks.postgres checks.routine checks.sqlite run",
                  "checks",
                  "backup",
                  ".",
                  "dashboard doctor repair"),
          "markdown", List.of("."),
          "mcp", List.of("agent json", "tool", "context", "protocol", "."),
          "server", List.of("figures http", "access", "door metrics web", "api", "."));

  /** Where SQL may be text: the rooms of a database, and the checks that read past the façade. */
  private static final Pattern SQL_ROOMS =
      Pattern.compile(".*/(core/db|integrity/(checks|mend|scan))/.*");

  private static final Pattern SQL =
      Pattern.compile(
          "\"\\s*(SELECT|INSERT INTO|UPDATE|DELETE"
              + " FROM|WITH|PRAGMA|CREATE|DROP|VACUUM|BEGIN|REINDEX)\\b");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.atocore");

  @TestFactory
  Stream<DynamicTest> rooms_useOnlyRoomsOfEarlierRows() {
    return ROWS.keySet().stream()
        .sorted()
        .map(module -> DynamicTest.dynamicTest(module, () -> rowsHold(module)));
  }

  private static void rowsHold(String module) {
    Map<String, Integer> rows = rowsOf(module);
    TreeSet<String> upward = new TreeSet<>();
    TreeSet<String> seen = new TreeSet<>();
    for (JavaClass type : CLASSES.that(resideInAPackage(ROOT + module + ".."))) {
      String room = type.getPackageName();
      seen.add(room);
      for (Dependency use : type.getDirectDependenciesFromSelf()) {
        String other = use.getTargetClass().getBaseComponentType().getPackageName();
        if (rows.containsKey(room)
            && rows.containsKey(other)
            && !other.equals(room)
            && rows.get(other) >= rows.get(room)) {
          upward.add(type.getName() + " uses " + use.getTargetClass().getName());
        }
      }
    }
    assertThat(seen).as("the rooms of %s", module).isEqualTo(new TreeSet<>(rows.keySet()));
    assertThat(upward).as("arrows that do not point down").isEmpty();
  }

  private static Map<String, Integer> rowsOf(String module) {
    Map<String, Integer> rows = new HashMap<>();
    List<String> lines = ROWS.getOrDefault(module, List.of());
    for (int row = 0; row < lines.size(); row++) {
      for (String room : lines.get(row).split(" ", -1)) {
        rows.put(ROOT + module + (room.equals(".") ? "" : "." + room), row);
      }
    }
    return rows;
  }

  @Test
  void driverOfSqlite_isNamedOnlyInItsRoom() {
    noClasses()
        .that(resideOutsideOfPackage("dev.atocore.core.db.sqlite"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .check(CLASSES.that(resideOutsideOfPackage("dev.atocore.distribution..")));
  }

  @Test
  void driverOfPostgresql_isNamedOnlyInItsRoom() {
    noClasses()
        .that(resideOutsideOfPackage("dev.atocore.core.db.postgres"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.postgresql..")
        .check(CLASSES);
  }

  @Test
  void jooq_isNowhereAtRunTime() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage("org.jooq..").check(CLASSES);
  }

  @Test
  void sqlAsText_isOnlyInTheRoomsOfADatabaseAndOfTheChecks() throws IOException {
    TreeSet<String> strays = new TreeSet<>();
    int looked = 0;
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file :
          files.filter(RoomsTest::isMainSource).map(Path::normalize).sorted().toList()) {
        looked++;
        if (!SQL_ROOMS.matcher(file.toString()).matches()
            && SQL.matcher(Files.readString(file)).find()) {
          strays.add(file.toString());
        }
      }
    }
    assertThat(looked).isGreaterThan(500);
    assertThat(strays).isEmpty();
  }

  private static boolean isMainSource(Path file) {
    String path = file.toString();
    return path.endsWith(".java") && path.contains("/atocore-") && path.contains("/src/main/java/");
  }
}
