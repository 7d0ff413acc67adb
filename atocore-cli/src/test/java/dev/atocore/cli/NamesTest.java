package dev.atocore.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A name means one thing, whichever module a reader is in. */
class NamesTest {
  @Test
  void topLevelTypes_neverShareASimpleName() {
    Map<String, Set<String>> homes = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .importPackages("dev.atocore")
            .that(resideOutsideOfPackage("dev.atocore.testing.."))) {
      if (type.isTopLevelClass()) {
        homes
            .computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
            .add(type.getPackageName());
      }
    }
    assertThat(homes).hasSizeGreaterThan(300);
    homes.values().removeIf(packages -> packages.size() == 1);
    assertThat(homes).isEmpty();
  }
}
