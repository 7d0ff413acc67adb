package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The BOM names each library module of the reactor, with the version that the module itself has.
 */
class BomTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void bom_agreesWithTheReactor() throws IOException {
    TreeMap<String, String> bom = new TreeMap<>();
    Matcher entry =
        Pattern.compile(
                "<dependency>\\s*<groupId>dev.atocore</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(ROOT.resolve("atocore-bom/pom.xml")));
    while (entry.find()) {
      bom.put(entry.group(1), entry.group(2));
    }
    TreeMap<String, String> reactor = new TreeMap<>();
    Matcher module =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (module.find()) {
      // The BOM itself, the command and what only the build needs are no libraries.
      if (!module.group(1).equals("atocore-bom")
          && !module.group(1).equals("atocore-cli")
          && !module.group(1).startsWith("build-tools/")) {
        reactor.put(module.group(1), version(module.group(1)));
      }
    }

    assertThat(reactor).hasSize(5);
    assertThat(bom).isEqualTo(reactor);
  }

  @Test
  void parent_importsTheBomThatIsHere() throws IOException {
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .containsPattern(
            "<artifactId>atocore-bom</artifactId>\\s*<version>"
                + Pattern.quote(version("atocore-bom"))
                + "</version>");
  }

  private static String version(String module) throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>" + module + "</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
    assertThat(version.find()).as("a literal version in " + module).isTrue();
    return version.group(1);
  }
}
