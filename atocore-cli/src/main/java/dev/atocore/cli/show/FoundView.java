package dev.atocore.cli.show;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Memory;
import dev.atocore.core.search.Explanation;
import dev.atocore.core.search.SearchAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search found, each with why. */
public final class FoundView extends RowShape<FoundView.Found> {
  public static final FoundView ROWS = new FoundView();

  private FoundView() {
    super(
        "memories",
        "ID,BY=source,WORDS=words,SIMILAR=similarity,RANKS,CONTENT=content",
        "id,content,source,words,similarity,text_rank,semantic_rank");
  }

  /**
   * A memory and why it was found.
   *
   * @param memory the memory
   * @param why why
   */
  public record Found(Memory memory, Explanation why) {}

  /** The memories of an explained answer. */
  public static List<Found> of(SearchAnswer answer) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < answer.explanations().size(); i++) {
      found.add(new Found(answer.page().memories().get(i), answer.explanations().get(i)));
    }
    return found;
  }

  @Override
  public void json(JsonGenerator json, Found found) throws IOException {
    json.writeStartObject();
    MemoryJson.writeFields(json, found.memory());
    found.why().write(json);
    json.writeEndObject();
  }

  @Override
  public @Nullable Object[] csv(Found found) {
    Explanation why = found.why();
    return row(
        found.memory().id(),
        found.memory().content(),
        why.source(),
        String.join(" ", why.words()),
        why.rounded(),
        why.textRank(),
        why.semanticRank());
  }

  @Override
  public @Nullable Object[] cells(Found found) {
    Explanation why = found.why();
    return row(
        found.memory().id(),
        why.source(),
        String.join(" ", why.words()),
        why.rounded(),
        (rank("text", why.textRank()) + rank("semantic", why.semanticRank())).strip(),
        found.memory().content());
  }

  private static String rank(String of, @Nullable Integer rank) {
    return rank == null ? "" : of + " " + rank + " ";
  }
}
