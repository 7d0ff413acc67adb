package dev.atocore.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.cli.Atocore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ArgumentTextTest {
  @TempDir Path folder;

  static Stream<CommandTable.Entry> commands() {
    Stream<String> groups = Stream.concat(Stream.of(CommandTable.groups()), Stream.of(""));
    return groups.flatMap(group -> Stream.of(CommandTable.commands(group)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOption_takesAnyText(CommandTable.Entry entry) {
    for (OptionSpec option : new CommandLine(entry.load().spec()).getCommandSpec().options()) {
      if (option.arity().min() == 0) {
        continue;
      }
      for (String name : option.names()) {
        for (String value :
            List.of(
                "-h",
                "--help",
                "-o",
                "-q",
                "-v",
                "--title=",
                "--",
                "-",
                "",
                "-1",
                "-x",
                "-ojson")) {
          CommandLine line = new CommandLine(entry.load().spec());
          ArgumentText.Parsed parsed =
              ArgumentText.parse(line.getCommandSpec(), List.of(name, value));
          assertThat(parsed.help()).as("%s %s %s", entry.path(), name, value).isFalse();
          assertThat(parsed.words()).containsExactly(name + "=" + value);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-onions need water", "-h", "--help", "-o", "-q", "--title=x", "--", "-v"})
  void value_isTextAsGiven(String text) {
    Atocore atocore = new Atocore(folder);
    String apart =
        atocore.out("memory", "create", "-q", "--type", "knowledge", "--content", text + "1");
    String joined =
        atocore.out("memory", "create", "-q", "--type", "knowledge", "--content=" + text + "2");

    assertThat(atocore.out("memory", "show", apart)).endsWith(text + "1");
    assertThat(atocore.out("memory", "show", joined)).endsWith(text + "2");
    assertThat(
            atocore
                .run("alert", "emit", "--severity", "critical", "--title", text, "--message", text)
                .exit())
        .isZero();
    assertThat(atocore.out("alert", "recent", "-o", "json"))
        .contains("\"title\":\"" + text + "\"", "\"message\":\"" + text + "\"");
  }

  @Test
  void optionThatIsRepeated_takesOneWordEachTime() throws Exception {
    CommandTable.Entry search =
        commands().filter(entry -> entry.path().equals("memory search")).findFirst().orElseThrow();
    CommandLine line = new CommandLine(search.load().spec());

    assertThat(
            ArgumentText.parse(
                    line.getCommandSpec(), List.of("--meta", "a=b", "--meta", "-c", "words"))
                .words())
        .containsExactly("--meta=a=b", "--meta=-c", "words");
  }

  @Test
  void argument_thatIsNoOption_isText() {
    Atocore atocore = new Atocore(folder);
    String id = atocore.create("An orange a day", "--status", "active");

    for (String query : List.of("-orange", "-An", "-day o")) {
      assertThat(atocore.out("memory", "search", query, "-q")).as(query).isEqualTo(id);
      assertThat(atocore.out("memory", "search", "-q", query)).as(query).isEqualTo(id);
    }
    assertThat(atocore.out("memory", "search", "-orange", "-ojson")).startsWith("{");
  }

  @Test
  void option_mistyped_isRefused() {
    Atocore atocore = new Atocore(folder);
    atocore.create("a fact");

    for (String option : List.of("--limt", "-x", "--help-me")) {
      assertThat(atocore.run("memory", "search", "fact", option).exit()).as(option).isEqualTo(2);
    }
    assertThat(atocore.run("memory", "list", "-xyz").exit()).isEqualTo(2);
  }

  @Test
  void error_afterATextThatLooksLikeAFormat_isForPeople() {
    Atocore atocore = new Atocore(folder);
    atocore.out("db", "init");

    assertThat(atocore.run("memory", "update", "nobody", "--content", "-ojson").err())
        .startsWith("atocore: ");
  }
}
