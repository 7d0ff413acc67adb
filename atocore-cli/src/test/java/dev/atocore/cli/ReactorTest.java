package dev.atocore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The bill of materials, the parent and the modules say the same versions. */
class ReactorTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void bom_listsEveryLibraryModuleWithItsOwnVersion() throws Exception {
    Map<String, String> modules = new TreeMap<>();
    for (String module : modules()) {
      // What only the build needs is nobody's.
      if (!module.startsWith("build-tools/")) {
        Element project = parse(ROOT.resolve(module).resolve("pom.xml"));
        modules.put(text(project, "artifactId"), text(project, "version"));
      }
    }
    assertThat(modules)
        .doesNotContainValue("")
        .as("each module has a literal version")
        .isNotEmpty();
    assertThat(modules.values()).allMatch(version -> !version.contains("$"));
    assertThat(modules.remove("atocore-bom")).isNotNull();
    // The command is started, not depended on.
    assertThat(modules.remove("atocore-cli")).isNotNull();

    assertThat(modules).hasSize(9);
    assertThat(bom()).isEqualTo(modules);
  }

  @Test
  void parent_knowsTheVersionsThatAreHere() throws Exception {
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    for (String module : Set.of("atocore-bom", "atocore-cli")) {
      String version = text(parse(ROOT.resolve(module).resolve("pom.xml")), "version");
      assertThat(parent)
          .containsPattern(
              "<artifactId>"
                  + module
                  + "</artifactId>\\s*<version>"
                  + Pattern.quote(version)
                  + "</version>");
    }
  }

  @Test
  void buildTools_areNotDeployed() throws Exception {
    for (String module : modules()) {
      if (module.startsWith("build-tools/")) {
        Element properties = child(parse(ROOT.resolve(module).resolve("pom.xml")), "properties");
        assertThat(text(properties, "maven.deploy.skip")).as(module).isEqualTo("true");
      }
    }
  }

  @Test
  void modules_dependOnSiblingsWithoutVersion() throws IOException {
    Pattern sibling =
        Pattern.compile(
            "<groupId>dev\\.atocore</groupId>\\s*<artifactId>(atocore-\\w+)</artifactId>\\s*<version>");
    for (String module : modules()) {
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      Matcher found = sibling.matcher(pom.substring(Math.max(0, pom.indexOf("</parent>"))));
      assertThat(module.equals("atocore-bom") || !found.find()).as(module).isTrue();
    }
  }

  /** Core and the checks; what those jars need themselves is among them. */
  @Test
  void embedders_needEightJars() throws Exception {
    Set<String> jars = new TreeSet<>();
    addJarsOf("atocore-integrity", jars);
    assertThat(jars)
        .containsExactlyInAnyOrder(
            "atocore-alerts",
            "atocore-audit",
            "atocore-core",
            "atocore-integrity",
            "jackson-core",
            "java-diff-utils",
            "slf4j-api",
            "sqlite-jdbc");
  }

  private static void addJarsOf(String artifact, Set<String> jars) throws Exception {
    if (!jars.add(artifact) || !artifact.startsWith("atocore-")) {
      return;
    }
    for (Path pom : List.of(ROOT.resolve("pom.xml"), ROOT.resolve(artifact + "/pom.xml"))) {
      NodeList dependencies = child(parse(pom), "dependencies").getChildNodes();
      for (int i = 0; i < dependencies.getLength(); i++) {
        if (dependencies.item(i) instanceof Element dependency
            && dependency.getElementsByTagName("scope").getLength() == 0
            && dependency.getElementsByTagName("optional").getLength() == 0) {
          addJarsOf(text(dependency, "artifactId"), jars);
        }
      }
    }
  }

  private static Set<String> modules() throws IOException {
    Set<String> modules = new TreeSet<>();
    Matcher module =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (module.find()) {
      modules.add(module.group(1));
    }
    return modules;
  }

  private static Map<String, String> bom() throws Exception {
    Map<String, String> versions = new TreeMap<>();
    Element dependencies =
        child(
            child(parse(ROOT.resolve("atocore-bom/pom.xml")), "dependencyManagement"),
            "dependencies");
    for (Node node = dependencies.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element dependency) {
        versions.put(text(dependency, "artifactId"), text(dependency, "version"));
      }
    }
    return versions;
  }

  private static Element parse(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    return document.getDocumentElement();
  }

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    throw new AssertionError(parent.getTagName() + " has no " + name);
  }

  private static String text(Element parent, String name) {
    return child(parent, name).getTextContent().strip();
  }
}
