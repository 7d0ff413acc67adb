package dev.atocore.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementExtractorTest {
  @Test
  void markedLines_becomeCandidates(@TempDir Path folder) throws IOException {
    String chunk =
        "{\"id\":\"c1\",\"project\":\"p\",\"content\":\"Intro: no\\n- **Decision:** water at night\\n"
            + "> Preference: short meetings\\nREMEMBER: a \\\"quote\\\"\\nDecision:\\n* [x] Lesson: check valves\"}\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    long found = StatementExtractor.extract(new ByteArrayInputStream(chunk.getBytes(UTF_8)), out);

    assertThat(found).isEqualTo(4);
    try (MemoryStore store = MemoryStore.open(folder.resolve("s.db"))) {
      ImportReport report =
          store
              .memories()
              .importNdjson(
                  new ByteArrayInputStream(out.toByteArray()), Change.by("x"), false, o -> {});
      assertThat(report.created()).isEqualTo(4);
      assertThat(store.memories().list(MemoryFilter.ALL, 10, null).memories())
          .extracting(Memory::content)
          .containsExactly("check valves", "a \"quote\"", "short meetings", "water at night");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Decision: Doors lock at nine.",
        "decision :  Doors lock\nat nine.",
        "## Decision: Doors lock at nine.\n\nMore.",
        "Decision: Doors lock at nine.\n---\n\nMore.",
        "## 2.1 Decision: Doors lock at nine.",
        "1. Decision: Doors lock at nine.",
        "1) Decision: Doors lock\n   at nine.",
        "> [!note] Decision: Doors lock at nine.",
        "> [!NOTE]\n> Decision: Doors lock\n> at nine.",
        "> [!tip]- Decision: Doors lock\nat nine.",
        "> > Decision: Doors lock at nine.",
        "- [x] Decision: Doors lock at nine.",
        "- [ ] Decision: Doors lock at nine.",
        "+ Decision: Doors lock\n  at nine.",
        "**Decision:** Doors lock at nine.",
        "**Decision**: Doors lock at nine.",
        "**Decision:**Doors lock at nine.",
        "*Decision*: Doors lock at nine.",
        "__Decision: Doors lock at nine.__",
        "***Decision:*** Doors *lock* at [nine](http://x).",
        "<b>Decision:</b> Doors lock at nine. <!-- Remember: never -->",
        "Decision: ~~Gates~~ Doors lock at `nine`.",
        "✅ Decision: Doors lock at nine.",
        "Decision:\nDoors lock at nine.",
        "**Decision:**\n\nDoors lock at nine.\n\nMore.",
        "Decision: Doors\\\nlock  \nat nine.",
        "- a\n\n  Decision: Doors lock at nine.\n\n  More.",
        "| what | who |\n| --- | --- |\n| Decision: Doors lock at nine. | ann |",
        "Decision：Doors lock at nine.",
        "---\n\nDecision: Doors lock at nine.",
        "---\nrole: Maintainer\n---\nDecision: Doors lock at nine.",
        "```\nRemember: x\n```\nDecision: Doors lock at nine.\n    ",
      })
  void statement_isTakenWhole(String text) throws IOException {
    assertThat(statements(text)).containsExactly("Doors lock at nine.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\nRemember: x\n```",
        "~~~ yaml\n- role: assistant\n~~~",
        "```\n- role: assistant",
        "````\n```\nRemember: x\n```\nRemember: y\n````",
        "~~~\n```\nRemember: x\n~~~",
        "```\n~~~\nRemember: x\n```",
        "```\nRemember: x\n  ````",
        "   ```\nRemember: x\n   ```",
        "- how:\n\n  ```\n  Remember: x\n\n  Remember: y\n  ```",
        "1.  how:\n\n    ```\n    Remember: x\n    ```",
        "> ```\n> Remember: x\n> ```",
        "    Remember: x",
        "text\n\n\tRemember: x\n\n\tRemember: y",
        "- a\n\n      Remember: x",
        "`Remember: x` is how.",
        "`Remember`: x",
        "<code>Remember: x</code>",
        "![Remember: x](y.png)",
        "<!-- Remember: x -->",
        "<!--\n\nRemember: x\n\n-->",
        "text <!-- a\nRemember: x\n-->",
        "<pre>\n\nRemember: x\n\n</pre>",
        "<div>\nRemember: x\n</div>",
        "~~Remember: x~~",
        "<del>Remember: x</del>",
        "---\nrole: Maintainer\n---\n\ntext",
        "---\ntitle: a\n\nrole: Maintainer\n# Remember: x\n...\n\ntext",
        "+++\nrole: x\n+++\ntext",
        "\n---\r\nrole: Maintainer\r\n---\r\ntext",
        "---\nrole: Maintainer\ntitle: x",
        "a\n\n---\nlayout: x\nrole: Maintainer\n---\n\nb",
        "We remember: x",
        "Decisions: x",
        "[note]: Remember: x",
        "Remember:",
      })
  void codeHtmlAndFrontMatter_areNoStatements(String text) throws IOException {
    assertThat(statements(text)).isEmpty();
  }

  @Test
  void statement_goesOnToTheEndOfItsParagraphOrItem() throws IOException {
    assertThat(
            statements(
                "Decision: Do not delete the old backups until\nthe new site has run for thirty days.\n"
                    + "Remember: The keys are\nin the safe.\n\nNothing else."))
        .containsExactly(
            "Do not delete the old backups until the new site has run for thirty days.",
            "The keys are in the safe.");
    assertThat(
            statements(
                "- Decision: Do not delete until\n  the site has run\n\n  and Bob agrees:\n  - in writing\n  - in May\n"
                    + "  - Remember: Bob is ill\n- other"))
        .containsExactly(
            "Do not delete until the site has run and Bob agrees: in writing; in May",
            "Bob is ill");
    assertThat(statements("Decision: Never without:\n\n- a key\n- a lamp\n\nOther."))
        .containsExactly("Never without: a key; a lamp");
    assertThat(statements("Decision: Ann said:\n\n> Not without me.\n\nOther."))
        .containsExactly("Ann said: Not without me.");
    assertThat(statements(":::note\nDecision: A\n:::\n\nafter")).containsExactly("A");
  }

  @Test
  void frontMatter_isOnlyAtTheBeginningOfADocument() throws IOException {
    assertThat(statements("---\n\nDecision: A\n\n---", 3)).containsExactly("A");
  }

  private static List<String> statements(String text) throws IOException {
    return statements(text, 0);
  }

  private static List<String> statements(String text, int ordinal) throws IOException {
    Markdown markdown = ordinal == 0 ? Markdown.ofDocument(text) : Markdown.ofRest(text);
    return Statements.of(markdown).stream().map(Statements.Statement::text).toList();
  }
}
