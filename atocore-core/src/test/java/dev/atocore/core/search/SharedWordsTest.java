package dev.atocore.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.search.SharedWords.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedWordsTest {
  @Test
  void mark_cutsWithoutLosingACharacter() {
    String chunk = "Decision: the PUMPS run at night, says José.\n";

    List<Piece> pieces = SharedWords.mark(chunk, "Pumps run at night. José knows.");

    StringBuilder joined = new StringBuilder();
    pieces.forEach(piece -> joined.append(piece.text()));
    assertThat(joined).hasToString(chunk);
    assertThat(pieces)
        .filteredOn(Piece::shared)
        .extracting(Piece::text)
        .containsExactly("PUMPS", "run", "night", "José");
  }
}
