package dev.atocore.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownChunkerTest {
  private static final String PROSE = "The pumps run at night and rest by day, says the plan. ";

  @Test
  void headings_startChunks_butNotThoseInCode() {
    assertThat(
            chunks(
                "# One\n\ntext\n\n```sh\n# no heading\n\nmore\n```\n\n## Two\nnext\n\nThree\n=====\n\nlast\n"))
        .containsExactly(
            "# One\n\ntext\n\n```sh\n# no heading\n\nmore\n```",
            "## Two\nnext",
            "Three\n=====\n\nlast");
    assertThat(chunks("---\n# comment\ntitle: x\n\n# more\n---\n\n# One\n\n    # code\n"))
        .containsExactly("---\n# comment\ntitle: x\n\n# more\n---", "# One\n\n    # code");
    assertThat(chunks("````\n```\n# a\n```\n# b\n````\n\n#hashtag\n\n<!--\n\n# c\n\n-->\n"))
        .hasSize(1);
  }

  @Test
  void paragraphsAndItems_areGathered() {
    String list = ("- " + PROSE.repeat(8).strip() + "\n\n      code\n\n").repeat(5);
    assertThat(chunks(list)).hasSize(3).allMatch(chunk -> chunk.startsWith("- "));
    assertThat(chunks("\n\n    indented\n\ntext\n")).containsExactly("    indented\n\ntext");
    assertThat(chunks(" \n\n")).isEmpty();
  }

  @Test
  void wordsThatLead_stayWithWhatFollows() {
    String text = PROSE.repeat(21) + "\n\nDecision: Never without:\n\n- a key " + PROSE + "\n";
    assertThat(chunks(text)).hasSize(2).last().asString().startsWith("Decision:").contains("a key");
  }

  @Test
  void whatIsTooLong_staysCodeInEachPiece() {
    String lines = "Remember: nothing of this\n\n".repeat(400);
    for (String text :
        List.of(
            "```yaml\n" + lines + "```\n",
            "~~~~\n" + lines + "~~~~\n",
            "---\n" + lines + "---\n",
            "<!--\n" + lines + "-->\n",
            "\n    Remember: nothing of this\n".repeat(400),
            "- how:\n\n  ```\n" + lines.replace("Rem", "  Rem") + "  ```\n",
            "```\n" + "x".repeat(9000) + "\n```\n")) {
      List<String> chunks = chunks(text + "\nDecision: Doors lock at nine.\n");
      assertThat(chunks).hasSizeGreaterThan(2).allMatch(chunk -> chunk.length() <= 4000);
      assertThat(
              chunks.stream()
                  .flatMap(chunk -> Statements.of(Markdown.ofRest(chunk)).stream())
                  .map(Statements.Statement::text))
          .containsExactly("Doors lock at nine.");
    }
  }

  @Test
  void longParagraph_isCutBeforeMarks() {
    String text = (PROSE + "\n").repeat(60) + "Decision: Not before\n" + (PROSE + "\n").repeat(25);
    assertThat(chunks(text)).hasSize(2).last().asString().startsWith("Decision: Not before\nThe");
  }

  private static List<String> chunks(String text) {
    return new MarkdownChunker().chunks(text);
  }
}
