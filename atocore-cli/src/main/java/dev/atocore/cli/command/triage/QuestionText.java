package dev.atocore.cli.command.triage;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Question;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.SourceDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question about an active memory, as lines for a terminal. */
final class QuestionText {
  private static final int LONGEST = 600;

  private final MemoryStore store;

  QuestionText(MemoryStore store) {
    this.store = store;
  }

  List<String> lines(Question question) {
    Memory memory = question.memory();
    List<String> lines = new ArrayList<>();
    lines.add(TerminalText.oneLine(memory.id() + "  " + memory.type()));
    lines.add("  " + TerminalText.oneLine(memory.content()));
    for (Evidence reason : question.reasons()) {
      lines.add("  " + TerminalText.oneLine(asked(reason)));
      String said = said(reason);
      if (said != null) {
        lines.add("    > " + TerminalText.cut(TerminalText.oneLine(said), LONGEST));
      }
    }
    return lines;
  }

  /** What is asked, with the document. */
  private String asked(Evidence reason) {
    SourceDocument document = store.sources().document(reason.documentId()).orElse(null);
    String named =
        document == null || document.uri() == null ? reason.documentId() : document.uri();
    return switch (reason.kind()) {
      case DENIED -> "A newer note seems to deny it: " + named;
      case GONE -> "The file of its source is gone: " + named;
      case UNSAID -> "Its source no longer says it: " + named;
      case SOURCE, DOCUMENT, WORD, EARLIER -> named;
    };
  }

  private @Nullable String said(Evidence reason) {
    String chunk = reason.chunkId();
    return chunk == null
        ? null
        : store.sources().chunk(chunk).map(SourceChunk::content).orElse(null);
  }
}
