package dev.atocore.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.atocore.cli.Atocore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandTableTest {
  @TempDir Path folder;

  static List<CommandTable.Entry> entries() {
    List<CommandTable.Entry> all = new ArrayList<>(List.of(CommandTable.commands("")));
    for (String group : CommandTable.groups()) {
      all.addAll(List.of(CommandTable.commands(group)));
    }
    return all;
  }

  @Test
  void table_hasEveryCommandClassOnce() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.atocore.cli")
                .stream()
                .filter(type -> type.isAssignableTo(CliCommand.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(entries())
        .extracting(CommandTable.Entry::className)
        .containsExactlyInAnyOrderElementsOf(classes);
    assertThat(entries()).extracting(CommandTable.Entry::path).doesNotHaveDuplicates();
  }

  @Test
  void groups_haveCommands() {
    for (String group : CommandTable.groups()) {
      assertThat(CommandTable.commands(group)).as(group).isNotEmpty();
    }
  }

  @Test
  void overview_listsEveryCommand() {
    String help = new Atocore(folder).out("--help");

    for (CommandTable.Entry entry : entries()) {
      assertThat(help)
          .containsPattern("(?m)^  " + entry.path() + " +" + Pattern.quote(entry.summary()) + "$");
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void help_tellsUsageOptionsExamplesAndExitCodes(CommandTable.Entry entry) {
    String help = new Atocore(folder).out((entry.path() + " --help").split(" "));

    assertThat(help).startsWith("Usage: atocore " + entry.path());
    assertThat(help).contains(entry.summary() + ".");
    assertThat(help).contains("--db", "--actor", "--output", "--no-color", "--quiet", "--help");
    assertThat(help).contains("Exit codes:", "Examples:\n  atocore ");
  }

  /** All but the server, which goes on until it is told to stop. */
  static List<CommandTable.Entry> endingEntries() {
    return entries().stream().filter(entry -> !entry.path().equals("serve")).toList();
  }

  @ParameterizedTest
  @MethodSource("endingEntries")
  void noArguments_isNoInternalError(CommandTable.Entry entry) {
    Atocore.Result result = new Atocore(folder).run(entry.path().split(" ", -1));

    assertThat(result.exit()).isIn(ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE);
    assertThat(result.err()).doesNotContain("internal error");
    if (!entry.load().spec().requiredArgs().isEmpty()) {
      assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).startsWith("atocore: Missing required ").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void examples_areOfThatCommand(CommandTable.Entry entry) {
    assertThat(entry.load().examples())
        .isNotEmpty()
        .anySatisfy(example -> assertThat(example).contains(entry.path()));
  }

  @Test
  void completion_offersEveryCommandAndOption() {
    String script = new Atocore(folder).out("completion", "bash");

    assertThat(script).contains("auto-promote", "--min-references", "integrity", "dashboard");
    assertThat(new Atocore(folder).run("completion", "fish").exit()).isEqualTo(2);
  }

  @Test
  void oneCommand_loadsNoOther() throws Exception {
    // In a process of its own: the tests of this one have loaded them all.
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.atocore.cli.Main",
                "--db",
                folder.resolve("none.db").toString(),
                "audit",
                "recent")
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(log).contains("dev.atocore.cli.command.audit.RecentEntries ");
    assertThat(log)
        .doesNotContain(
            "dev.atocore.cli.command.memory.",
            "dev.atocore.cli.command.audit.ShowEntry",
            "org.jooq.",
            "java.net.http.");
  }
}
