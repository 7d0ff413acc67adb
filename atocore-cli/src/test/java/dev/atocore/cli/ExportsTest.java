package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the modules' descriptors show to everybody is little: three entry types a package. */
class ExportsTest {
  private static final int MOST = 3;

  /** With the vectors came more; to be taken apart. */
  private static final Map<String, Integer> STILL_MORE =
      Map.of("dev.atocore.core", 5, "dev.atocore.core.search", 7);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.atocore");

  @Test
  void exportedPackages_haveThreeEntryTypesOrFewer() throws IOException {
    Map<String, Integer> more = new TreeMap<>();
    Set<String> looked = new TreeSet<>();
    for (String module : Set.of("alerts", "audit", "core", "integrity", "markdown", "mcp")) {
      for (ModuleDescriptor.Exports exported : descriptor(module).exports()) {
        if (!exported.isQualified()) {
          looked.add(exported.source());
          int count = entryTypes(exported.source());
          if (count > MOST) {
            more.put(exported.source(), count);
          }
        }
      }
    }
    assertThat(looked).contains("dev.atocore.alerts", "dev.atocore.core", "dev.atocore.integrity");
    assertThat(more).isEqualTo(STILL_MORE);
  }

  private static ModuleDescriptor descriptor(String module) throws IOException {
    Path file = Path.of("../atocore-" + module + "/target/classes/module-info.class");
    try (InputStream in = Files.newInputStream(file)) {
      return ModuleDescriptor.read(in);
    }
  }

  /** Records, enums, exceptions, sealed and functional interfaces are the vocabulary. */
  private static int entryTypes(String name) {
    return CLASSES
        .that(
            DescribedPredicate.describe(
                "public entry types of " + name,
                type ->
                    type.getPackageName().equals(name)
                        && type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC)
                        && !isVocabulary(type)))
        .size();
  }

  private static boolean isVocabulary(JavaClass type) {
    return type.isRecord()
        || type.isEnum()
        || type.isAssignableTo(Throwable.class)
        || type.isAnnotatedWith(FunctionalInterface.class)
        || (type.isInterface() && type.reflect().isSealed());
  }
}
